package dev.tocsin.health.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.health.Distribution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SketchCodecTest {

    @Test
    void shouldReadAndWriteTheBytesOfVersion1ForEver() throws IOException {
        long[] sixthPowers =
                LongStream.range(0, 64).map(i -> i * i * i * i * i * i).toArray();
        long[] cubes = LongStream.concat(
                        LongStream.range(0, 1_000).map(i -> i * i * i),
                        LongStream.generate(() -> 1L << 40).limit(300))
                .toArray();

        assertKept("empty", new Sketch());
        assertKept("exact", Sketches.of(sixthPowers));
        assertKept("buckets", Sketches.of(cubes));
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadWhatItWrote(Distribution distribution) {
        SplittableRandom random = new SplittableRandom(distribution.ordinal());
        for (int amount : new int[] {0, 1, 63, 64, 65, 1_000}) {
            long[] values = distribution.draw(random, amount);
            Sketch sketch = Sketches.of(values);
            Sketch read = Sketch.decode(sketch.encode());

            assertThat(read.encode()).isEqualTo(sketch.encode());
            assertThat(read.count()).isEqualTo(amount);
            assertThat(read.isExact()).isEqualTo(sketch.isExact());
            assertThat(Double.valueOf(Sketches.percentile(read, 95, values)))
                    .isEqualTo(Double.valueOf(Sketches.percentile(sketch, 95, values)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "02 00 00, version 2",
        "01 02 00, mode 2",
        "01, too early",
        "01 00, too early",
        "01 00 02 05, too early",
        "01 00 01 05 00, trailing",
        "01 00 41, more exact values",
        "01 00 01 81 80 80 80 80 20, outside",
        "01 01 01 01 40, so few values",
        "01 01 01 82 0a 41, bucket that does not exist",
        "01 01 02 01 41 00 41, twice",
        "01 01 02 01 41 01 00, nothing",
        "01 00 01 85 00, longer than",
        "01 00 01 ff ff ff ff ff ff ff ff ff ff 01, without end",
        "01 00 ff ff ff ff ff ff ff ff ff 01, more exact values",
        "01 01 01 01 ff ff ff ff ff ff ff ff ff 01, nothing"
    })
    void shouldSayWhatIsWrong(String hex, String message) {
        assertThatThrownBy(() -> Sketch.decode(HexFormat.ofDelimiter(" ").parseHex(hex)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseCorruptBytesOrReadThemAsTheOneSketchThatTheyAre() {
        SplittableRandom random = new SplittableRandom(9);
        int refused = 0;
        for (int i = 0; i < 30_000; i++) {
            Distribution distribution = Distribution.values()[i % Distribution.values().length];
            byte[] bytes = corrupted(
                    Sketches.of(distribution.draw(random, random.nextInt(90))).encode(), random);
            try {
                Sketch read = Sketch.decode(bytes);
                assertThat(read.encode()).isEqualTo(bytes);
                assertThat(read.count()).isNotNegative();
            } catch (IllegalArgumentException e) {
                refused++;
                assertThat(e)
                        .hasMessageStartingWith(e.getMessage().startsWith("sketch of") ? "sketch of" : "not a sketch");
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    @Test
    void shouldRefuseNoise() {
        SplittableRandom random = new SplittableRandom(10);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            if (noise.length > 1) {
                noise[0] = 1;
                noise[1] = (byte) random.nextInt(2);
            }
            try {
                assertThat(Sketch.decode(noise).encode()).isEqualTo(noise);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("sketch");
            }
        }
    }

    private static byte[] corrupted(byte[] bytes, SplittableRandom random) {
        byte[] corrupted = bytes.clone();
        switch (random.nextInt(4)) {
            case 0 -> corrupted[random.nextInt(corrupted.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> corrupted[random.nextInt(corrupted.length)] = (byte) random.nextInt(256);
            case 2 -> corrupted = Arrays.copyOf(corrupted, random.nextInt(corrupted.length));
            default -> corrupted = Arrays.copyOf(corrupted, corrupted.length + 1 + random.nextInt(3));
        }
        return corrupted;
    }

    private static void assertKept(String name, Sketch sketch) throws IOException {
        byte[] kept = kept(name);
        assertThat(sketch.encode()).isEqualTo(kept);
        assertThat(Sketch.decode(kept).encode()).isEqualTo(kept);
    }

    private static byte[] kept(String name) throws IOException {
        try (var in = SketchCodecTest.class.getResourceAsStream("/sketch-v1/" + name + ".hex")) {
            return HexFormat.of().parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
        }
    }
}
