package dev.tocsin.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.service.Settings;
import dev.tocsin.job.serialization.VersionedSerializer;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopologiesTest {

    static Stream<StreamGraph> bothJobs() {
        return Stream.of(graph(DetectionTopology::define), graph(RecordingTopology::define));
    }

    @ParameterizedTest
    @MethodSource("bothJobs")
    void shouldGiveEveryOperatorAUidSoThatItsStateIsFoundAgain(StreamGraph graph) {
        assertThat(graph.getStreamNodes())
                .filteredOn(node -> !isPartOfASink(node))
                .allSatisfy(node -> assertThat(node.getTransformationUID())
                        .as(node.getOperatorName())
                        .isNotBlank());
        assertThat(graph.getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("bothJobs")
    void shouldSendNothingOfOursThroughKryo(StreamGraph graph) {
        assertThat(graph.getStreamNodes())
                .filteredOn(node -> node.getTypeSerializerOut() != null)
                .filteredOn(node -> !isPartOfASink(node))
                .allSatisfy(node -> assertThat(node.getTypeSerializerOut())
                        .as(node.getOperatorName())
                        .isInstanceOf(VersionedSerializer.class));
        assertThat(graph.getStreamNodes())
                .extracting(StreamNode::getTypeSerializerOut)
                .doesNotHaveAnyElementsOfTypes(KryoSerializer.class);
    }

    @Test
    void shouldReadAsThePictureDoes() {
        assertThat(graph(DetectionTopology::define).getStreamNodes())
                .extracting(StreamNode::getOperatorName)
                .contains(
                        "Source: Inputs",
                        "Admit or quarantine",
                        "Combine before the shuffle",
                        "Slices, rollups, views",
                        "Rules and incidents",
                        "To tocsin.alerts.v1: Writer");
    }

    /** Flink names the inner parts of a sink after the sink's own uid, and ships its own serializers between them. */
    private static boolean isPartOfASink(StreamNode node) {
        return node.getOperatorName().endsWith("Writer")
                || node.getOperatorName().endsWith("Committer");
    }

    private static StreamGraph graph(BiConsumer<StreamExecutionEnvironment, JobConfig> topology) {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(JobDefaults.configuration());
        topology.accept(env, JobConfig.from(new Settings(Map.of())));
        return env.getStreamGraph();
    }
}
