package io.linewatch.edge;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.edge.config.MqttConnection;
import io.linewatch.edge.pipeline.ShedChoice;
import io.linewatch.edge.signal.Shedding;
import io.linewatch.edge.signal.TopicPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@code edge.yaml} says that gives way, by the source that reads a topic. Any thread. */
final class ConfiguredShedding implements ShedChoice {
  private static final int MAX_TOPICS = 10_000;

  private record Choice(Shedding usual, Map<String, Shedding> bySource) {}

  private record Known(long revision, Map<String, Shedding> topics) {}

  private final Map<String, Choice> choices = new HashMap<>();
  private final Supplier<@Nullable DesiredState> applied;
  private volatile Known known = new Known(-1, Map.of());

  /**
   * @param applied what the gateway runs on: which source reads which topic
   */
  ConfiguredShedding(List<MqttConnection> connections, Supplier<@Nullable DesiredState> applied) {
    for (MqttConnection connection : connections) {
      choices.put(
          connection.id(), new Choice(connection.shedOrDefault(), connection.shedBySource()));
    }
    this.applied = applied;
  }

  @Override
  public Shedding of(String connection, String topic) {
    Choice choice = choices.get(connection);
    DesiredState desired = applied.get();
    if (choice == null || desired == null) {
      return Shedding.NEWEST;
    }
    if (choice.bySource().isEmpty()) {
      return choice.usual();
    }
    Known now = known;
    if (now.revision() != desired.revision() || now.topics().size() >= MAX_TOPICS) {
      now = new Known(desired.revision(), new ConcurrentHashMap<>());
      known = now;
    }
    return now.topics()
        .computeIfAbsent(connection + " " + topic, _ -> find(choice, topic, desired));
  }

  private static Shedding find(Choice choice, String topic, DesiredState desired) {
    for (SourceMapping source : desired.sources()) {
      Shedding own = choice.bySource().get(source.id());
      if (own != null && TopicPattern.of(source.topic()).matches(topic)) {
        return own;
      }
    }
    return choice.usual();
  }
}
