package dev.tocsin.benchmarks.contender;

import dev.tocsin.events.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Optional;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/**
 * One contender in a process of its own: name, broker, topic, parallelism, folder, records to warm up with. It ends when its standard input says anything or
 * is closed, and says in one line of JSON what its {@link Meter} has read; a contender that is through says so by itself.
 */
public final class ContenderMain {

    /** Names the file that a Java Flight Recorder profile goes to; without it there is none. */
    public static final String PROFILE_PROPERTY = "tocsin.bench.profile";

    public static void main(String[] arguments) throws Exception {
        ContenderName name = ContenderName.of(arguments[0]);
        Meter meter = Meter.start(Long.parseLong(arguments[5]));
        Drain drain =
                new Drain(arguments[1], arguments[2], Integer.parseInt(arguments[3]), Path.of(arguments[4]), meter);
        Optional<Recording> profile = profile();
        name.contender().start(drain);
        if (!name.endsItself()) {
            System.in.read();
        }
        if (profile.isPresent()) {
            profile.get().dump(Path.of(System.getProperty(PROFILE_PROPERTY)));
        }
        System.out.println(new String(Json.encode(meter.read()), StandardCharsets.UTF_8));
        System.out.flush();
        // Nothing here is worth the time of an orderly end.
        Runtime.getRuntime().halt(0);
    }

    private static Optional<Recording> profile() throws IOException, ParseException {
        if (System.getProperty(PROFILE_PROPERTY) == null) {
            return Optional.empty();
        }
        Recording recording = new Recording(Configuration.getConfiguration("profile"));
        recording.start();
        return Optional.of(recording);
    }

    private ContenderMain() {}
}
