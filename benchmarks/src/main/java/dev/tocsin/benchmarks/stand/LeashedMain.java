package dev.tocsin.benchmarks.stand;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class until the process that started this one is gone, however it went: its end of our standard input is
 * then closed. {@code LeashedMain class arguments…}
 */
final class LeashedMain {

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread leash = new Thread(() -> awaitEnd(System.in), "leash");
        leash.setDaemon(true);
        leash.start();
        try {
            // Flink's main classes are public, but not all of them are ours to name.
            var main = Class.forName(arguments[0]).getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(arguments[0] + " failed", e.getCause());
        }
    }

    private static void awaitEnd(InputStream input) {
        try {
            while (input.read() >= 0) {
                // nothing is ever said on it
            }
        } catch (IOException e) {
            System.out.println("The leash has broken: " + e);
        }
        Runtime.getRuntime().halt(1);
    }

    private LeashedMain() {}
}
