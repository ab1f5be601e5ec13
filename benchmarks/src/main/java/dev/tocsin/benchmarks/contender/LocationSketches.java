package dev.tocsin.benchmarks.contender;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The accumulators of one service's locations in one window. Kafka Streams reads and writes them for each record and window, so
 * only the one that is touched is decoded. Mutable, not thread-safe.
 */
final class LocationSketches {

    private final Map<String, byte[]> encoded = new TreeMap<>();
    private final Map<String, WindowSketch> open = new TreeMap<>();

    static Serde<LocationSketches> serde() {
        return Serdes.serdeFrom(
                (topic, sketches) -> sketches == null ? null : sketches.encode(),
                (topic, bytes) -> bytes == null ? null : decode(bytes));
    }

    LocationSketches add(Check check) {
        if (!check.isTick()) {
            sketch(check.location).add(check);
        }
        return this;
    }

    void forEach(BiConsumer<String, WindowSketch> consumer) {
        encoded.keySet().forEach(this::sketch);
        open.forEach(consumer);
    }

    private WindowSketch sketch(String location) {
        return open.computeIfAbsent(location, absent -> {
            byte[] bytes = encoded.get(location);
            if (bytes == null) {
                return new WindowSketch();
            }
            try {
                return WindowSketch.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private byte[] encode() {
        try {
            for (Map.Entry<String, WindowSketch> touched : open.entrySet()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
                touched.getValue().write(new DataOutputStream(bytes));
                encoded.put(touched.getKey(), bytes.toByteArray());
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream(1024);
            DataOutputStream out = new DataOutputStream(all);
            out.writeByte(encoded.size());
            for (Map.Entry<String, byte[]> sketch : encoded.entrySet()) {
                out.writeUTF(sketch.getKey());
                out.writeInt(sketch.getValue().length);
                out.write(sketch.getValue());
            }
            return all.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LocationSketches decode(byte[] bytes) {
        LocationSketches sketches = new LocationSketches();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            for (int left = in.readByte(); left > 0; left--) {
                String location = in.readUTF();
                byte[] sketch = new byte[in.readInt()];
                in.readFully(sketch);
                sketches.encoded.put(location, sketch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sketches;
    }
}
