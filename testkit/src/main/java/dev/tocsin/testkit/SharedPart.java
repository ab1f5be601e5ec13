package dev.tocsin.testkit;

import dev.tocsin.events.service.RunningService;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/** One started part for all tests of a JVM, on a folder of its own; stopped and deleted after the last test. */
record SharedPart<T extends RunningService>(T service, TemporaryFolder folder) implements AutoCloseable {

    private static final Namespace NAMESPACE = Namespace.create(SharedPart.class);

    /** The part of that type, started by whoever asks first. */
    static <T extends RunningService> T in(ExtensionContext context, Class<T> type, Function<Path, T> start) {
        SharedPart<?> shared = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(type, missing -> start(start), SharedPart.class);
        return type.cast(shared.service());
    }

    private static <T extends RunningService> SharedPart<T> start(Function<Path, T> start) {
        TemporaryFolder folder = TemporaryFolder.create();
        try {
            return new SharedPart<>(start.apply(folder.path()), folder);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try (folder) {
            service.close();
        }
    }
}
