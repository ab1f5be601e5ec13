package dev.tocsin.benchmarks;

import dev.tocsin.benchmarks.faults.FaultsCommand;
import dev.tocsin.events.service.BadSettingException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * The commands of this room and how their failures are told: whatever the user can mend is one sentence and exit code 2;
 * whatever he cannot is one sentence, exit code 1, and the details in the log.
 */
@Command(
        name = "tocsin",
        description = "Measures Tocsin, and breaks it on purpose.",
        synopsisSubcommandLabel = "COMMAND",
        // A new command is one class here.
        subcommands = {BenchCommand.class, FaultsCommand.class},
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true)
final class Commands implements Runnable {

    private static final int BAD_USAGE = 2;
    private static final int FAILED = 1;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Commands())
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(Commands::badUsage)
                .setExecutionExceptionHandler(Commands::failed)
                .execute(arguments);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int badUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        command.getErr()
                .println(e.getMessage() + "; see ./" + command.getCommandSpec().qualifiedName() + " --help.");
        return BAD_USAGE;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult arguments) {
        if (e instanceof BadSettingException) {
            command.getErr().println(e.getMessage());
            return BAD_USAGE;
        }
        LoggerFactory.getLogger(Commands.class).error("The command failed.", e);
        command.getErr().println(e + " (the details are in " + Logs.file() + ")");
        return FAILED;
    }
}
