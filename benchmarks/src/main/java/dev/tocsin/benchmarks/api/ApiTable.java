package dev.tocsin.benchmarks.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was measured, line by line, beside what it is compared with: a figure of the same run where there is one, otherwise
 * one that was published or measured of another program on such a machine.
 */
final class ApiTable {

    private final PrintWriter out;
    private final List<Line> lines = new ArrayList<>();

    ApiTable(PrintWriter out) {
        this.out = out;
    }

    /**
     * One figure.
     *
     * @param wanted what it should be, as text; empty if nothing was promised
     * @param beside what stands beside it, NaN if nothing does
     * @param than what that is a figure of
     */
    record Line(
            String what,
            double value,
            String unit,
            String wanted,
            boolean isReached,
            double beside,
            String than,
            boolean isMoreBetter) {

        /** How many times better it is than what stands beside it. */
        double ratio() {
            return isMoreBetter ? value / beside : beside / value;
        }
    }

    /** A time that should be short. */
    void time(String what, double ms, double atMost, double beside, String than) {
        String wanted = Double.isNaN(atMost) ? "" : "<= " + shown(atMost);
        add(new Line(what, ms, "ms", wanted, !(ms > atMost), beside, than, false));
    }

    /** A number a second that should be large. */
    void rate(String what, double perSecond, double atLeast, double beside, String than) {
        String wanted = Double.isNaN(atLeast) ? "" : ">= " + shown(atLeast);
        add(new Line(what, perSecond, "/s", wanted, !(perSecond < atLeast), beside, than, true));
    }

    private void add(Line line) {
        lines.add(line);
        out.printf(
                Locale.ROOT,
                "%-58s %12s %-3s %-12s %-6s %s%n",
                line.what(),
                shown(line.value()),
                line.unit(),
                line.wanted(),
                line.wanted().isEmpty() ? "" : line.isReached() ? "yes" : "NO",
                Double.isNaN(line.beside())
                        ? ""
                        : String.format(
                                Locale.ROOT, "%.2f times %s (%s)", line.ratio(), line.than(), shown(line.beside())));
        out.flush();
    }

    boolean isReached() {
        return lines.stream().allMatch(Line::isReached);
    }

    byte[] json() {
        ObjectNode all = Json.mapper().createObjectNode();
        ArrayNode figures = all.putArray("api");
        for (Line line : lines) {
            ObjectNode figure = figures.addObject();
            figure.put("what", line.what())
                    .put("value", line.value())
                    .put("unit", line.unit())
                    .put("wanted", line.wanted())
                    .put("reached", line.isReached());
            if (!Double.isNaN(line.beside())) {
                figure.put("than", line.than()).put("beside", line.beside()).put("ratio", line.ratio());
            }
        }
        return Json.encode(all);
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
    }
}
