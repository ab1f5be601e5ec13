package dev.tocsin.health;

import dev.tocsin.events.Unit;
import java.util.SplittableRandom;

/** Shapes that latencies and other readings have, and those that no latency has but a wire may carry. Values are scaled. */
public enum Distribution {
    LOG_NORMAL {
        @Override
        long one(SplittableRandom random) {
            return (long) Math.exp(12 + 0.6 * random.nextGaussian());
        }
    },
    PARETO {
        @Override
        long one(SplittableRandom random) {
            return (long) (20_000 / Math.pow(1 - random.nextDouble(), 1 / 1.1));
        }
    },
    UNIFORM {
        @Override
        long one(SplittableRandom random) {
            return random.nextLong(1_000_000);
        }
    },
    CONSTANT {
        @Override
        long one(SplittableRandom random) {
            return 123_456;
        }
    },
    BIMODAL {
        @Override
        long one(SplittableRandom random) {
            return random.nextInt(10) < 9 ? 5_000 + random.nextLong(500) : 30_000_000 + random.nextLong(1_000);
        }
    },
    ZEROS {
        @Override
        long one(SplittableRandom random) {
            return 0;
        }
    },
    ZERO_OR_ONE {
        @Override
        long one(SplittableRandom random) {
            return random.nextLong(2);
        }
    },
    SMALL {
        @Override
        long one(SplittableRandom random) {
            return random.nextLong(40);
        }
    },
    LARGEST {
        @Override
        long one(SplittableRandom random) {
            return Unit.MAX_SCALED - random.nextLong(2);
        }
    },
    EVERY_MAGNITUDE {
        @Override
        long one(SplittableRandom random) {
            return random.nextLong(Unit.MAX_SCALED + 1) >> random.nextInt(41);
        }
    };

    abstract long one(SplittableRandom random);

    public long[] draw(SplittableRandom random, int amount) {
        long[] values = new long[amount];
        for (int i = 0; i < amount; i++) {
            values[i] = Math.min(Unit.MAX_SCALED, one(random));
        }
        return values;
    }
}
