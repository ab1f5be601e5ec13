package dev.tocsin.gateway.exposition;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusProtobufWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.util.Locale;

/** How the metrics can be written, what is preferred among equals first. */
public enum Format {
    /** The only one that carries native histograms. */
    PROTOBUF(new PrometheusProtobufWriter(), "application/vnd.google.protobuf"),
    OPEN_METRICS(OpenMetricsTextFormatWriter.create(), "application/openmetrics-text"),
    TEXT(PrometheusTextFormatWriter.create(), "text/plain");

    private final ExpositionFormatWriter writer;
    private final String mediaType;

    Format(ExpositionFormatWriter writer, String mediaType) {
        this.writer = writer;
        this.mediaType = mediaType;
    }

    ExpositionFormatWriter writer() {
        return writer;
    }

    public String contentType() {
        return writer.getContentType();
    }

    /**
     * The format that a client likes best. Text whenever nothing else is named, so that people can read it.
     *
     * @param accept the request's {@code Accept} header, may be null
     */
    public static Format preferredBy(String accept) {
        Format best = TEXT;
        double bestQuality = 0;
        if (accept == null) {
            return best;
        }
        for (Format format : values()) {
            double quality = format.quality(accept);
            if (quality > bestQuality) {
                best = format;
                bestQuality = quality;
            }
        }
        return best;
    }

    private double quality(String accept) {
        double best = 0;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = range.strip().split("\\s*;\\s*", -1);
            if (parts[0].equals(mediaType) && isUnderstood(parts)) {
                best = Math.max(best, quality(parts));
            }
        }
        return best;
    }

    /** Protobuf comes in more encodings than the one that scrapers ask for. */
    private boolean isUnderstood(String[] parts) {
        for (String part : parts) {
            if (this == PROTOBUF && part.startsWith("encoding=") && !part.equals("encoding=delimited")) {
                return false;
            }
        }
        return true;
    }

    private static double quality(String[] parts) {
        for (String part : parts) {
            if (part.startsWith("q=")) {
                try {
                    return Double.parseDouble(part.substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
