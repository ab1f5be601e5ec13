package dev.tocsin.allinone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnswerModelTest {

    private static final DemoService API = DemoService.named("api");
    private static final int DRAWS = 20_000;

    @Test
    void shouldAnswerAroundTheTypicalTimeWhenNothingIsWrong() {
        List<AnswerModel.Answer> answers = draw(Effect.NONE);
        List<Double> times =
                answers.stream().map(AnswerModel.Answer::afterMs).sorted().toList();

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(times.get(DRAWS / 2)).isBetween(97.0, 103.0);
        assertThat(times.get(DRAWS * 99 / 100)).isBetween(140.0, 220.0);
    }

    @Test
    void shouldFailTheShareOfRequestsThatTheEffectNames() {
        long failed = draw(new Effect(0, 0.4, true)).stream()
                .filter(answer -> answer.status() == 503)
                .count();

        assertThat(failed / (double) DRAWS).isBetween(0.38, 0.42);
    }

    @Test
    void shouldFailFastRatherThanSlowly() {
        assertThat(draw(new Effect(5_000, 1, true))).allMatch(answer -> answer.afterMs() < 1_000);
    }

    @Test
    void shouldRepeatItselfForTheSameSeed() {
        assertThat(draw(Effect.NONE)).isEqualTo(draw(Effect.NONE));
    }

    private static List<AnswerModel.Answer> draw(Effect effect) {
        SplittableRandom random = new SplittableRandom(42);
        return Stream.generate(() -> AnswerModel.draw(API, effect, Duration.ZERO, random))
                .limit(DRAWS)
                .toList();
    }
}
