package dev.tocsin.allinone.demo;

import java.time.Duration;

/** What is wrong with a service while an act of the script is played. */
sealed interface Trouble {

    /** What it does to answers, so long after it began. */
    Effect after(Duration elapsed);

    /** Each answer takes longer. */
    record Slow(double extraMs) implements Trouble {
        @Override
        public Effect after(Duration elapsed) {
            return new Effect(extraMs, 0, true);
        }
    }

    /** That share of the answers is an error. */
    record Failing(double share) implements Trouble {
        @Override
        public Effect after(Duration elapsed) {
            return new Effect(0, share, true);
        }
    }

    /** Nobody listens. */
    record Down() implements Trouble {
        @Override
        public Effect after(Duration elapsed) {
            return new Effect(0, 1, false);
        }
    }

    /** Answers take longer and longer, until somebody restarts the service. */
    record Leaking(double extraMsPerSecond) implements Trouble {
        @Override
        public Effect after(Duration elapsed) {
            return new Effect(extraMsPerSecond * elapsed.toMillis() / 1000, 0, true);
        }
    }
}
