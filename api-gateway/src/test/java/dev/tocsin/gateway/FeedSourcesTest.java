package dev.tocsin.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Topics;
import dev.tocsin.gateway.kafka.TopicFeed.Source;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FeedSourcesTest {

    private final FeedSources sources = new FeedSources(null, null, null, null, null, null, Clock.systemUTC());

    @Test
    void shouldLetNothingWaitBehindSingleChecks() {
        assertThat(sources.checks()).extracting(Source::topic).containsExactly(Topics.PROBE_RESULTS);
        assertThat(sources.figuresAndIncidents()).extracting(Source::topic).doesNotContain(Topics.PROBE_RESULTS);
    }

    @Test
    void shouldReadEveryTopicButThoseThatTheGatewayWrites() {
        assertThat(Stream.concat(sources.checks().stream(), sources.figuresAndIncidents().stream()))
                .extracting(Source::topic)
                .containsExactlyInAnyOrderElementsOf(Topics.ALL.stream()
                        .map(Topics.Spec::name)
                        .filter(name -> !name.equals(Topics.CONTROL) && !name.equals(Topics.HEALTH_CHECKS))
                        .toList());
    }
}
