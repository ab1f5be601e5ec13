package dev.tocsin.benchmarks.contender;

import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Good stock Flink: a sliding window, {@code aggregate()} as each element arrives, and our sketch as the accumulator. */
final class StockJob implements Contender {

    private static final class Accumulate implements AggregateFunction<Check, WindowSketch, WindowSketch> {
        @Override
        public WindowSketch createAccumulator() {
            return new WindowSketch();
        }

        @Override
        public WindowSketch add(Check check, WindowSketch accumulator) {
            return accumulator.add(check);
        }

        @Override
        public WindowSketch getResult(WindowSketch accumulator) {
            return accumulator;
        }

        @Override
        public WindowSketch merge(WindowSketch one, WindowSketch other) {
            return one.merge(other);
        }
    }

    private static final class Tell
            extends ProcessWindowFunction<WindowSketch, WindowFigures, Tuple2<String, String>, TimeWindow> {
        @Override
        public void process(
                Tuple2<String, String> series,
                Context context,
                Iterable<WindowSketch> window,
                Collector<WindowFigures> out) {
            window.forEach(sketch -> out.collect(
                    sketch.figures(series.f0, series.f1, context.window().getEnd())));
        }
    }

    @Override
    public void start(Drain drain) throws Exception {
        StreamExecutionEnvironment env = FlinkEngine.environment(drain);
        StockFlink.write(
                StockFlink.windows(env, drain)
                        .aggregate(
                                new Accumulate(),
                                new Tell(),
                                new WindowSketchType(),
                                new WindowSketchType(),
                                StockFlink.FIGURES),
                drain);
        env.executeAsync("stock");
    }
}
