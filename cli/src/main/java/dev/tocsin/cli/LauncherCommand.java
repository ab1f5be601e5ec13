package dev.tocsin.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Only an entry in the list of commands: the launcher runs it itself, since the tests must not depend on a build that is there
 * already, and the benchmarks need libraries that nothing else does.
 */
final class LauncherCommand implements Runnable {

    private CommandSpec spec;

    static CommandSpec spec(String name, String description) {
        LauncherCommand command = new LauncherCommand();
        command.spec = CommandSpec.wrapWithoutInspection(command).name(name);
        command.spec.usageMessage().description(description);
        return command.spec;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "The command " + spec.name() + " is run by the launcher: call ./tocsin " + spec.name());
    }
}
