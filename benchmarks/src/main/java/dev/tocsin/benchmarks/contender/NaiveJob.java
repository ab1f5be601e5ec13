package dev.tocsin.benchmarks.contender;

import java.util.Arrays;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Naive Flink: a sliding window that keeps every event, and sorts them when it fires. Its percentiles are exact. */
final class NaiveJob implements Contender {

    private static final class Sort
            extends ProcessWindowFunction<Check, WindowFigures, Tuple2<String, String>, TimeWindow> {
        @Override
        public void process(
                Tuple2<String, String> series, Context context, Iterable<Check> window, Collector<WindowFigures> out) {
            long[] values = new long[64];
            int measured = 0;
            long count = 0;
            long failed = 0;
            long satisfied = 0;
            for (Check check : window) {
                count++;
                failed += check.failed ? 1 : 0;
                satisfied += check.satisfied ? 1 : 0;
                if (check.latencyMicros != Check.NO_VALUE) {
                    if (measured == values.length) {
                        values = Arrays.copyOf(values, measured * 2);
                    }
                    values[measured++] = check.latencyMicros;
                }
            }
            Arrays.sort(values, 0, measured);
            out.collect(new WindowFigures(
                    series.f0,
                    series.f1,
                    context.window().getEnd(),
                    count,
                    failed,
                    satisfied,
                    percentile(values, measured, 50),
                    percentile(values, measured, 95),
                    percentile(values, measured, 99)));
        }

        private static double percentile(long[] sorted, int size, double percent) {
            if (size == 0) {
                return WindowFigures.NONE;
            }
            double rank = (size - 1) * percent / 100;
            int below = (int) rank;
            double fraction = rank - below;
            return fraction == 0 ? sorted[below] : sorted[below] + fraction * (sorted[below + 1] - sorted[below]);
        }
    }

    @Override
    public void start(Drain drain) throws Exception {
        StreamExecutionEnvironment env = FlinkEngine.environment(drain);
        StockFlink.write(StockFlink.windows(env, drain).process(new Sort(), StockFlink.FIGURES), drain);
        env.executeAsync("naive");
    }
}
