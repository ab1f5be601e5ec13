package dev.tocsin.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.RunningService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PartsTest {

    private final List<String> stopped = new ArrayList<>();
    private final Parts parts = new Parts();

    @Test
    void shouldStopInReverseOrderOfTheStart() {
        parts.add(new Part("kafka"));
        parts.add(new Part("gateway"));
        assertThat(parts.list()).extracting(RunningService::name).containsExactly("kafka", "gateway");

        parts.close();

        assertThat(stopped).containsExactly("gateway", "kafka");
        assertThat(parts.list()).isEmpty();
    }

    @Test
    void shouldStopTheOthersWhenOneDoesNotStopWell() {
        parts.add(new Part("kafka"));
        parts.add(new Part("stubborn") {
            @Override
            public void close() {
                throw new IllegalStateException("no");
            }
        });

        parts.close();

        assertThat(stopped).containsExactly("kafka");
    }

    @Test
    void shouldKeepWhatStartedBesideAPartThatDidNot() {
        BadSettingException bad = new BadSettingException("the port is taken");

        assertThatThrownBy(() -> parts.join(List.of(
                        CompletableFuture.<Part>failedFuture(bad),
                        CompletableFuture.completedFuture(new Part("redis")))))
                .isSameAs(bad);

        parts.close();
        assertThat(stopped).containsExactly("redis");
    }

    private class Part implements RunningService {

        private final String name;

        Part(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Condition condition() {
            return Condition.healthy("");
        }

        @Override
        public void close() {
            stopped.add(name);
        }
    }
}
