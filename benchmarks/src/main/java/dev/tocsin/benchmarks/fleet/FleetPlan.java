package dev.tocsin.benchmarks.fleet;

/**
 * How much of what the fleet says.
 *
 * @param services each is observed from {@link #LOCATIONS}
 * @param perSecond results in one invented second, of all services together
 * @param records results in all, ticks aside
 */
public record FleetPlan(long seed, int services, int perSecond, long records) {

    /** Where services are observed from; a series is a service at one of them. */
    public static final String[] LOCATIONS = {"eu-1", "us-1"};

    /** The invented time at which the traffic begins: a full hour, so that windows of all lengths begin with it. */
    public static final long START = 1_760_000_400_000L;

    static final int APDEX_MS = 250;
    static final int INTERVAL_MS = 1_000;

    public FleetPlan {
        if (services < 1 || perSecond < 1 || records < 1) {
            throw new IllegalArgumentException("services, perSecond and records must be at least 1");
        }
    }

    public int series() {
        return services * LOCATIONS.length;
    }

    /** What an aggregation before the shuffle profits from. */
    public double resultsPerSeriesAndSlice() {
        return 10.0 * perSecond / series();
    }

    /** Length of the traffic in invented seconds. */
    public double seconds() {
        return (double) records / perSecond;
    }

    /** The same traffic, cut short. */
    public FleetPlan first(long fewer) {
        return new FleetPlan(seed, services, perSecond, Math.min(records, fewer));
    }

    public static String service(int index) {
        String digits = Integer.toString(index);
        return "service-" + "0".repeat(Math.max(0, 6 - digits.length())) + digits;
    }

    /** The number of a series, by the names that records carry. */
    public static int series(String service, String location) {
        int number = Integer.parseInt(service.substring(service.indexOf('-') + 1));
        for (int i = 0; i < LOCATIONS.length; i++) {
            if (LOCATIONS[i].equals(location)) {
                return number * LOCATIONS.length + i;
            }
        }
        throw new IllegalArgumentException("no such location: " + location);
    }
}
