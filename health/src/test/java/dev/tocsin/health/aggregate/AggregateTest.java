package dev.tocsin.health.aggregate;

import static dev.tocsin.health.aggregate.Observations.aggregate;
import static dev.tocsin.health.aggregate.Observations.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Json;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.Unit;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregateTest {

    @Test
    void shouldBeEmptyOfEverything() {
        Aggregate empty = new Aggregate();

        assertThat(empty.isEmpty()).isTrue();
        assertThat(empty.observations()).isZero();
        assertThat(empty.min()).isZero();
        assertThat(empty.max()).isZero();
        assertThat(empty.sum()).isZero();
        assertThat(empty.mean()).isNaN();
        assertThat(empty.percentile(50)).isNaN();
    }

    @Test
    void shouldCountWarnErrorAndDownAsFailedAndAllButUnknownAsKnown() {
        Aggregate aggregate = new Aggregate();
        for (CheckStatus status : CheckStatus.values()) {
            for (int i = 0; i <= status.ordinal(); i++) {
                aggregate.add(status, Observation.NO_VALUE, 0, 250);
            }
        }

        assertThat(aggregate.observations()).isEqualTo(1 + 2 + 3 + 4 + 5);
        assertThat(aggregate.failed()).isEqualTo(2 + 3 + 4);
        assertThat(aggregate.known()).isEqualTo(1 + 2 + 3 + 4);
        assertThat(aggregate.measured()).isZero();
        assertThat(aggregate.coveredMs()).isEqualTo(15 * 250);
        assertThat(aggregate.isEmpty()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "OK, 0, 1000, 1, 0, 0",
        "OK, 1000, 1000, 1, 0, 0",
        "OK, 1001, 1000, 0, 1, 1",
        "OK, 4000, 1000, 0, 1, 1",
        "OK, 4001, 1000, 0, 0, 1",
        "WARN, 10, 1000, 0, 0, 0",
        "ERROR, 10, 1000, 0, 0, 0",
        "ERROR, 1001, 1000, 0, 0, 1",
        "OK, 10, 0, 0, 0, 0"
    })
    void shouldJudgeByTAnd4TAndAFailedResultAsFrustrated(
            CheckStatus status, long value, long threshold, long satisfied, long tolerating, long slow) {
        Aggregate aggregate = new Aggregate();
        aggregate.add(status, value, threshold, 0);

        assertThat(aggregate.satisfied()).isEqualTo(satisfied);
        assertThat(aggregate.tolerating()).isEqualTo(tolerating);
        assertThat(aggregate.slow()).isEqualTo(slow);
        assertThat(aggregate.measured()).isEqualTo(1);
    }

    @Test
    void shouldMergeToTheSameBytesInAnyOrderAndGrouping() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 50; round++) {
            List<Observation> observations = Observations.random(random, random.nextInt(200), 0, 1);
            byte[] expected = bytes(aggregate(observations));
            Collections.shuffle(observations, new Random(round));
            List<Aggregate> parts = new ArrayList<>(List.of(new Aggregate()));
            for (Observation observation : observations) {
                if (random.nextInt(9) == 0) {
                    parts.add(new Aggregate());
                }
                parts.get(random.nextInt(parts.size())).add(observation);
            }
            while (parts.size() > 1) {
                Aggregate one = parts.remove(random.nextInt(parts.size()));
                byte[] before = bytes(one);
                parts.get(random.nextInt(parts.size())).merge(one);
                assertThat(bytes(one)).as("the merged one stays as it is").isEqualTo(before);
            }
            assertThat(bytes(parts.get(0))).isEqualTo(expected);
        }
    }

    @Test
    void shouldNotChangeByMergingNothing() {
        Aggregate aggregate = aggregate(Observations.random(new SplittableRandom(2), 100, 0, 1));
        byte[] before = bytes(aggregate);

        aggregate.merge(new Aggregate());
        Aggregate other = new Aggregate();
        other.merge(aggregate);

        assertThat(bytes(aggregate)).isEqualTo(before);
        assertThat(bytes(other)).isEqualTo(before);
    }

    @Test
    void shouldNotFollowItsCopy() {
        Aggregate aggregate = aggregate(Observations.random(new SplittableRandom(3), 100, 0, 1));
        byte[] before = bytes(aggregate);
        Aggregate copy = aggregate.copy();
        assertThat(bytes(copy)).isEqualTo(before);

        copy.add(CheckStatus.OK, 1, 1, 1);

        assertThat(bytes(aggregate)).isEqualTo(before);
    }

    @Test
    void shouldSumExactlyFarBeyond64Bits() {
        Aggregate aggregate = new Aggregate();
        aggregate.add(CheckStatus.OK, Unit.MAX_SCALED, 0, 0);
        aggregate.add(CheckStatus.OK, 3, 0, 0);
        BigInteger expected = BigInteger.valueOf(Unit.MAX_SCALED + 3);
        for (int i = 0; i < 40; i++) {
            aggregate.merge(aggregate.copy());
            expected = expected.shiftLeft(1);
            assertThat(aggregate.sum()).isEqualTo(expected);
            assertThat(aggregate.mean()).isEqualTo((Unit.MAX_SCALED + 3) / 2.0);
        }
        assertThat(expected.bitLength()).isEqualTo(81);
    }

    @Test
    void shouldCarryFromTheLowerHalfOfTheSumToTheUpper() {
        Random random = new Random(4);
        BigInteger expected = BigInteger.ZERO;
        Aggregate aggregate = new Aggregate();
        for (int i = 0; i < 500; i++) {
            BigInteger sum = new BigInteger(random.nextInt(110), random);
            expected = expected.add(sum);
            aggregate.merge(Aggregate.of(withSum(sum)));
            assertThat(aggregate.sum()).isEqualTo(expected);
        }
        assertThat(aggregate.mean())
                .isCloseTo(
                        new BigDecimal(expected).divide(BigDecimal.valueOf(500)).doubleValue(), within(1e18));
    }

    @Test
    void shouldSurviveTheWayThroughARowAndJson() {
        SplittableRandom random = new SplittableRandom(5);
        for (int amount : new int[] {0, 1, 64, 65, 300}) {
            Aggregate aggregate = aggregate(Observations.random(random, amount, 0, 1));
            AggregateRow row = aggregate.toRow(Observations.SERIES, Resolution.MINUTE, 60_000, true);

            AggregateRow read = Json.decode(Json.encode(row), AggregateRow.class);

            assertThat(bytes(Aggregate.of(row))).isEqualTo(bytes(aggregate));
            assertThat(bytes(Aggregate.of(read))).isEqualTo(bytes(aggregate));
            assertThat(read.series()).isEqualTo(Observations.SERIES);
            assertThat(read.partial()).isTrue();
            assertThat(read.windowEnd()).isEqualTo(120_000);
            assertThat(read.failed()).isEqualTo(aggregate.failed());
        }
    }

    @Test
    void shouldReadWhatItWrote() throws IOException {
        SplittableRandom random = new SplittableRandom(6);
        for (int amount : new int[] {0, 1, 64, 65, 300}) {
            byte[] bytes = bytes(aggregate(Observations.random(random, amount, 0, 1)));
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));

            assertThat(bytes(Aggregate.read(in))).isEqualTo(bytes);
            assertThat(in.read()).as("nothing left over").isEqualTo(-1);
        }
    }

    /** The bytes leave out what other fields tell; each figure must come back all the same. */
    @ParameterizedTest
    @CsvSource({
        "OK, 1000, 5000000, 1000, 10",
        "OK, 5000001, 5000000, 10000, 12",
        "OK, 1000, 0, 0, 8",
        "ERROR, 1000, 5000000, 1000, 20",
        "DOWN, -1, 5000000, 1000, 12"
    })
    void shouldTakeFewBytesForOneResultAndLoseNothing(
            CheckStatus status, long value, long threshold, long intervalMs, int limit) throws IOException {
        Aggregate aggregate = new Aggregate();
        for (int results = 1; results <= 200; results++) {
            aggregate.add(status, value, threshold, intervalMs);
            byte[] bytes = bytes(aggregate);
            Aggregate read = Aggregate.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            assertThat(json(read)).isEqualTo(json(aggregate));
            assertThat(bytes.length - Integer.BYTES).isLessThanOrEqualTo(results == 1 ? limit : limit + 100);
        }
    }

    @Test
    void shouldLoseNoFigureOfMixedResults() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 500; round++) {
            Aggregate aggregate = aggregate(Observations.random(random, random.nextInt(90), 0, 1));
            Aggregate read = Aggregate.read(new DataInputStream(new ByteArrayInputStream(bytes(aggregate))));
            assertThat(json(read)).isEqualTo(json(aggregate));
        }
    }

    private static String json(Aggregate aggregate) {
        return new String(
                Json.encode(aggregate.toRow(Observations.SERIES, Resolution.SLICE, 0, false)), StandardCharsets.UTF_8);
    }

    @Test
    void shouldKnowExtremesAndPercentiles() {
        Aggregate aggregate = new Aggregate();
        for (long value : new long[] {30, 10, 20}) {
            aggregate.add(CheckStatus.OK, value, 0, 0);
        }
        aggregate.add(CheckStatus.DOWN, Observation.NO_VALUE, 0, 0);

        assertThat(aggregate.min()).isEqualTo(10);
        assertThat(aggregate.max()).isEqualTo(30);
        assertThat(aggregate.mean()).isEqualTo(20);
        assertThat(aggregate.percentile(75)).isEqualTo(25);
        assertThat(aggregate.sketch().count()).isEqualTo(3);
    }

    private static AggregateRow withSum(BigInteger sum) {
        Aggregate one = new Aggregate();
        one.add(CheckStatus.OK, 1, 0, 0);
        AggregateRow row = one.toRow(Observations.SERIES, Resolution.SLICE, 0, false);
        return new AggregateRow(
                row.series(),
                row.resolution(),
                row.windowStart(),
                row.partial(),
                row.observations(),
                row.ok(),
                row.warn(),
                row.error(),
                row.down(),
                row.unknown(),
                row.measured(),
                row.satisfied(),
                row.tolerating(),
                row.slow(),
                row.coveredMs(),
                sum,
                row.min(),
                row.max(),
                row.sketch());
    }
}
