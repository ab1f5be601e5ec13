package dev.tocsin.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Only the entry in the list of commands: the launcher runs the tests itself, since they must not depend on a build that is
 * there already.
 */
@Command(name = "test", description = "Runs the whole build with all its tests.")
final class TestCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "The tests are run by the launcher: call ./tocsin test");
    }
}
