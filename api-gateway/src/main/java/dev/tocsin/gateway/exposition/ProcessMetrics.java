package dev.tocsin.gateway.exposition;

import dev.tocsin.gateway.self.ProcessFigures;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The {@code app_*} and {@code gc_*} families of FastAPI Metrics Monitoring, for the process that the gateway runs in. Their
 * names are given, also where gauges end with {@code _total}. {@code process_*} come from the library.
 */
public final class ProcessMetrics {

    private static final double MEMORY_ALERT_BYTES = 8.0 * (1L << 30);
    private static final double CPU_ALERT_PERCENT = 80;
    private static final Map<String, String> GENERATIONS = Map.of(
            "Copy", "young",
            "ParNew", "young",
            "PS Scavenge", "young",
            "G1 Young Generation", "young",
            "MarkSweepCompact", "old",
            "PS MarkSweep", "old",
            "G1 Old Generation", "old");

    private final PrometheusRegistry registry;
    private final Supplier<ProcessFigures> process;

    private ProcessMetrics(PrometheusRegistry registry, Supplier<ProcessFigures> process) {
        this.registry = registry;
        this.process = process;
    }

    /** Adds the families to a registry. */
    public static void register(PrometheusRegistry registry, Supplier<ProcessFigures> process, String version) {
        new ProcessMetrics(registry, process).register(version);
    }

    private void register(String version) {
        gauge(
                "app_cpu_usage_percent",
                "Processor time used over the last sampling interval; 100 is all processors busy.",
                ProcessFigures::cpuPercent);
        gauge(
                "app_memory_usage_percent",
                "Resident memory, in percent of the machine's RAM.",
                ProcessFigures::memoryPercent);
        gauge("app_threads_total", "Threads of the operating system.", ProcessFigures::threads);
        gauge("app_uptime_seconds", "Time since the process started.", ProcessFigures::uptimeSeconds);
        gauge("app_memory_resident_bytes", "Resident memory.", ProcessFigures::residentBytes);
        gauge("app_memory_virtual_bytes", "Mapped addresses.", ProcessFigures::virtualBytes);
        gauge("app_start_time_seconds", "When the process started, epoch.", figures -> figures.startedAt() / 1_000.0);
        gauge("app_open_fds", "Open file descriptors.", ProcessFigures::openFiles);
        gauge("memory_alert_threshold_bytes", "Resident memory that is too much.", figures -> MEMORY_ALERT_BYTES);
        gauge("cpu_alert_threshold_percent", "Processor usage that is too much.", figures -> CPU_ALERT_PERCENT);
        CounterWithCallback.builder()
                .name("app_cpu_seconds_total")
                .help("Processor time used since the process started.")
                .callback(callback -> callback.call(process.get().cpuSeconds()))
                .register(registry);
        info(version);
        garbage();
    }

    private void gauge(String name, String help, ToDoubleFunction<ProcessFigures> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.applyAsDouble(process.get())))
                .register(registry);
    }

    private void info(String version) {
        Info.builder()
                .name("app_info")
                .help("What runs here.")
                .labelNames("pid", "name", "version", "java_version", "platform")
                .register(registry)
                .setLabelValues(
                        String.valueOf(ProcessHandle.current().pid()),
                        "tocsin-api-gateway",
                        version,
                        System.getProperty("java.version"),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    private void garbage() {
        CounterWithCallback.builder()
                .name("gc_collections_total")
                .help("Garbage collections, by generation.")
                .labelNames("generation")
                .callback(callback -> byGeneration(GarbageCollectorMXBean::getCollectionCount)
                        .forEach((generation, count) -> callback.call(count, generation)))
                .register(registry);
        CounterWithCallback.builder()
                .name("gc_pause_seconds_total")
                .help("Time spent in garbage collections, by generation.")
                .labelNames("generation")
                .callback(callback -> byGeneration(GarbageCollectorMXBean::getCollectionTime)
                        .forEach((generation, millis) -> callback.call(millis / 1_000, generation)))
                .register(registry);
        alwaysZero(
                "gc_collected_objects_total",
                "Always 0: a JVM counts bytes and no objects, see jvm_memory_pool_allocated_bytes_total.");
        alwaysZero("gc_uncollectable_objects_total", "Always 0: a JVM collects whatever nothing refers to.");
    }

    private void alwaysZero(String name, String help) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("generation")
                .callback(callback -> byGeneration(GarbageCollectorMXBean::getCollectionCount)
                        .forEach((generation, count) -> callback.call(0, generation)))
                .register(registry);
    }

    /** Sums of the collectors that serve one generation. */
    private static Map<String, Double> byGeneration(ToDoubleFunction<GarbageCollectorMXBean> value) {
        Map<String, Double> sums = new TreeMap<>();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            // −1 where a collector does not tell.
            sums.merge(generation(collector.getName()), Math.max(0, value.applyAsDouble(collector)), Double::sum);
        }
        return sums;
    }

    /** Young or old; of collectors that know no generations, their name. */
    static String generation(String collector) {
        return GENERATIONS.getOrDefault(collector, collector);
    }
}
