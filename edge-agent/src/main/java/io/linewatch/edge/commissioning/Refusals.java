package io.linewatch.edge.commissioning;

import io.linewatch.domain.plant.ChannelId;
import io.linewatch.edge.listen.MappedTopic;
import io.linewatch.edge.signal.Rejection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which of the last refusals concern a channel. */
final class Refusals {
  private final List<Rejection> all;
  private final Map<String, List<Rejection>> byTopic = new HashMap<>();

  Refusals(List<Rejection> all) {
    this.all = List.copyOf(all);
    for (Rejection rejection : all) {
      byTopic
          .computeIfAbsent(MappedTopic.withoutVerb(rejection.topic()), _ -> new ArrayList<>())
          .add(rejection);
    }
  }

  @Nullable Rejection newest(ChannelId channel, List<Lead> leads) {
    return leads.stream()
        .flatMap(lead -> on(lead).filter(rejection -> concerns(rejection, channel, lead)))
        .max(Comparator.comparing(Rejection::time))
        .orElse(null);
  }

  private Stream<Rejection> on(Lead lead) {
    return lead.hasWildcard()
        ? all.stream().filter(rejection -> lead.reads(rejection.topic()))
        : byTopic.getOrDefault(lead.topic(), List.of()).stream();
  }

  /** A refusal of one value names its channel; one of a whole message concerns all in it. */
  private static boolean concerns(Rejection rejection, ChannelId channel, Lead lead) {
    if (!rejection.source().isEmpty() && !rejection.source().equals(lead.source().id())) {
      return false;
    }
    String detail = rejection.detail();
    return !detail.startsWith(channel.asset() + "/") || detail.startsWith(channel + ":");
  }
}
