package dev.tocsin.cli;

import dev.tocsin.events.service.BadSettingException;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command {@code tocsin} and how its failures are told: whatever the user can mend is one sentence and exit code 2;
 * whatever he cannot is one sentence, exit code 1, and the details in the log.
 */
@Command(
        name = "tocsin",
        description = "Watches services and machines, and rings once, for the right reason, when something breaks.",
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        version = "Tocsin 0.1.0-SNAPSHOT")
final class Commands implements Runnable {

    private static final int BAD_USAGE = 2;
    private static final int FAILED = 1;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    static int run(CommandContext context, String... arguments) {
        return commandLine(context).execute(arguments);
    }

    static CommandLine commandLine(CommandContext context) {
        return new CommandLine(new Commands())
                .addSubcommand(new DemoCommand(context))
                .addSubcommand(new UpCommand(context))
                .addSubcommand(new StatusCommand(context))
                .addSubcommand(new ValidateCommand(context))
                .addSubcommand(new DiffCommand(context))
                .addSubcommand(new ExportCommand(context))
                .addSubcommand(new ImportCommand(context))
                .addSubcommand(new KeysCommand(context))
                .addSubcommand(
                        LauncherCommand.spec("bench", "Measures how fast it is, beside what people would use instead."))
                .addSubcommand(
                        LauncherCommand.spec("faults", "Breaks it on purpose and checks that no figure is wrong."))
                .addSubcommand(LauncherCommand.spec("test", "Runs the whole build with all its tests."))
                .setOut(context.out())
                .setErr(context.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        context.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(Commands::badUsage)
                .setExecutionExceptionHandler(Commands::failed);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int badUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String remedy = "see ./" + command.getCommandSpec().qualifiedName() + " --help";
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            remedy = near.isEmpty() ? remedy : "did you mean " + near.get(0) + "? Otherwise " + remedy;
        }
        command.getErr().println(e.getMessage() + "; " + remedy + ".");
        return BAD_USAGE;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult arguments) {
        if (e instanceof BadSettingException) {
            command.getErr().println(e.getMessage());
            return BAD_USAGE;
        }
        LoggerFactory.getLogger(Commands.class).error("The command failed.", e);
        String log = System.getProperty(Logs.DIRECTORY_PROPERTY);
        command.getErr()
                .println(firstLine(e) + (log == null ? "" : " (the details are in " + log + "/" + Logs.FILE + ")"));
        return FAILED;
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.lines().findFirst().orElse(e.toString());
    }
}
