package dev.tocsin.health.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import dev.tocsin.events.Unit;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BucketBoundsTest {

    @Test
    void shouldPutAValueIntoTheBucketOfTheDefinitionAroundEveryBound() {
        for (int k = 0; k <= 40 * 32; k++) {
            long bound = floorOfBound(k);
            for (long value = Math.max(1, bound - 1); value <= Math.min(Unit.MAX_SCALED, bound + 1); value++) {
                assertDefinition(value);
            }
        }
    }

    @Test
    void shouldPutAnyValueIntoTheBucketOfTheDefinition() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20_000; i++) {
            assertDefinition(1 + (random.nextLong(Unit.MAX_SCALED) >> random.nextInt(40)));
        }
    }

    @Test
    void shouldHaveABucketForZeroAloneAndEndAtTheLargestValue() {
        assertThat(BucketBounds.indexOf(0)).isZero();
        assertThat(BucketBounds.indexOf(1)).isEqualTo(1);
        assertThat(BucketBounds.indexOf(Unit.MAX_SCALED)).isEqualTo(BucketBounds.COUNT - 1);
        assertThat(BucketBounds.representative(0)).isZero();
        assertThat(BucketBounds.representative(1)).isEqualTo(1);
    }

    @Test
    void shouldRepresentEveryValueWithin109Hundredths() {
        for (int k = 0; k <= 40 * 32; k++) {
            for (long value = Math.max(1, floorOfBound(k));
                    value <= Math.min(Unit.MAX_SCALED, floorOfBound(k) + 1);
                    value++) {
                double representative = BucketBounds.representative(BucketBounds.indexOf(value));
                assertThat(Math.abs(representative - value) / value)
                        .as("%d", value)
                        .isLessThanOrEqualTo(0.0109);
            }
        }
    }

    /** The oracle's buckets include their lower bound, ours their upper one; nothing else differs. */
    @Test
    void shouldAgreeWithALogarithmicMappingExceptExactlyOnBounds() {
        LogarithmicMapping oracle = new LogarithmicMapping(Math.pow(2, 1 / 32.0), 0.0);
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 200_000; i++) {
            long value = 1 + (random.nextLong(Unit.MAX_SCALED) >> random.nextInt(40));
            boolean onBound = Long.bitCount(value) == 1;
            int expected = onBound ? oracle.index(value) + 1 : oracle.index(value) + 2;
            assertThat(BucketBounds.indexOf(value)).as("%d", value).isEqualTo(expected);
        }
    }

    /** In bucket 1 + k exactly if 2^((k−1)/32) < value <= 2^(k/32), that is 2^(k−1) < value^32 <= 2^k. */
    private static void assertDefinition(long value) {
        int k = BucketBounds.indexOf(value) - 1;
        BigInteger power = BigInteger.valueOf(value).pow(32);
        assertThat(power).as("%d", value).isLessThanOrEqualTo(BigInteger.ONE.shiftLeft(k));
        if (k > 0) {
            assertThat(power).as("%d", value).isGreaterThan(BigInteger.ONE.shiftLeft(k - 1));
        }
    }

    private static long floorOfBound(int k) {
        BigInteger root = BigInteger.ONE.shiftLeft(k);
        for (int i = 0; i < 5; i++) {
            root = root.sqrt();
        }
        return root.longValueExact();
    }
}
