package dev.tocsin.alerting.delivery;

import dev.tocsin.alerting.channel.Channel;
import dev.tocsin.alerting.channel.Delivery;
import dev.tocsin.alerting.channel.Message;
import dev.tocsin.alerting.channel.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A channel that keeps what it is sent and answers as it is told to. */
final class RecordingChannel implements Channel {

    final List<Message> messages = new ArrayList<>();
    private Function<Message, CompletionStage<Delivery>> answer;

    RecordingChannel() {
        answers(message -> new Delivery.Sent());
    }

    void answers(Function<Message, Delivery> function) {
        answer = message -> CompletableFuture.completedFuture(function.apply(message));
    }

    /** The next answer comes when the returned future is completed; those after it as before. */
    CompletableFuture<Delivery> hangs() {
        Function<Message, CompletionStage<Delivery>> before = answer;
        CompletableFuture<Delivery> later = new CompletableFuture<>();
        answer = message -> {
            answer = before;
            return later;
        };
        return later;
    }

    /** What was sent, as {@code entity rule state}. */
    List<String> told() {
        return messages.stream()
                .flatMap(message -> message.stories().stream())
                .map(RecordingChannel::brief)
                .toList();
    }

    static String brief(Story story) {
        return story.transition().entity().key() + " " + story.transition().rule() + " "
                + story.transition().state().wire();
    }

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public Duration pace() {
        return Duration.ofSeconds(1);
    }

    @Override
    public int storiesPerMessage() {
        return 40;
    }

    @Override
    public CompletionStage<Delivery> send(Message message) {
        messages.add(message);
        return answer.apply(message);
    }

    @Override
    public void close() {}
}
