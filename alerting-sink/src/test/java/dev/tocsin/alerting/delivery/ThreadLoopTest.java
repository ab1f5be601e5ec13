package dev.tocsin.alerting.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadLoopTest {

    @Test
    void shouldGoOnWithTheOthersWhenATaskEndsWithAnError() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(3);
        try (ThreadLoop loop = new ThreadLoop("test-loop")) {
            loop.every(Duration.ofMillis(1), () -> {
                ran.countDown();
                throw new StackOverflowError("a defect");
            });

            assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
