package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.finding.GatewayFinding.Kind;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.edge.outbox.OutboxBatch;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the gateway itself. Not thread-safe: the lock of {@link StatementOrder} guards
 * it, so that a finding and a snapshot never overtake each other.
 */
final class GatewayConditions {
  private static final int MAX_ACTIVE = 1_000;

  private record Key(Kind kind, String subject) {
    /** {@code gateway:source_disconnected:line}; the finding id's separator must not be in it. */
    String text() {
      String text = "gateway:" + kind.name().toLowerCase(Locale.ROOT);
      return (subject.isEmpty() ? text : text + ":" + subject).replace('~', '-');
    }
  }

  private record Wish(Severity severity, String message, Instant time) {}

  private final String gateway;
  private final DurableOutput output;
  private final Map<Key, GatewayFinding> active = new LinkedHashMap<>();
  private final Map<Key, Wish> beforeHome = new LinkedHashMap<>();
  private @Nullable AssetPath home;
  private long lastEpisode;

  GatewayConditions(String gateway, DurableOutput output) {
    this.gateway = gateway;
    this.output = output;
  }

  /**
   * Says where the gateway stands; what was reported before is stated now.
   *
   * @param line {@code site/area/line}
   */
  void home(String line) throws InterruptedException {
    home = AssetPath.of(line + "/" + gateway);
    for (Map.Entry<Key, Wish> entry : List.copyOf(beforeHome.entrySet())) {
      Wish wish = entry.getValue();
      begin(entry.getKey(), home, wish);
    }
    beforeHome.clear();
  }

  void report(
      Kind kind, String subject, Severity severity, boolean begins, String message, Instant now)
      throws InterruptedException {
    Key key = new Key(kind, subject);
    if (!begins) {
      beforeHome.remove(key);
      end(key, message, now);
      return;
    }
    Wish wish = new Wish(severity, message, now);
    if (home == null) {
      if (beforeHome.size() < MAX_ACTIVE) {
        beforeHome.put(key, wish);
      }
    } else {
      begin(key, home, wish);
    }
  }

  private void begin(Key key, AssetPath asset, Wish wish) throws InterruptedException {
    GatewayFinding before = active.get(key);
    if (before != null
        && before.message().equals(wish.message)
        && before.severity() == wish.severity) {
      return;
    }
    if (before == null && active.size() >= MAX_ACTIVE) {
      return;
    }
    FindingId id;
    if (before == null) {
      // Time makes the number: it rises over restarts without being saved.
      lastEpisode = Math.max(lastEpisode + 1, ChronoUnit.MICROS.between(Instant.EPOCH, wish.time));
      id = new FindingId(gateway, output.epoch(), key.text(), lastEpisode, 0);
    } else {
      id = following(before);
    }
    GatewayFinding finding =
        new GatewayFinding(
            id, asset, key.kind, true, wish.severity, key.subject, wish.message, wish.time);
    active.put(key, finding);
    output.submit(OutboxBatch.of(List.of(finding)));
  }

  private void end(Key key, String message, Instant now) throws InterruptedException {
    GatewayFinding before = active.remove(key);
    if (before != null) {
      output.submit(
          OutboxBatch.of(
              List.of(
                  new GatewayFinding(
                      following(before),
                      before.asset(),
                      key.kind,
                      false,
                      before.severity(),
                      key.subject,
                      message,
                      now))));
    }
  }

  private FindingId following(GatewayFinding before) {
    FindingId id = before.id();
    return new FindingId(gateway, id.epoch(), id.subject(), id.episode(), id.transition() + 1);
  }

  List<GatewayFinding> active() {
    return new ArrayList<>(active.values());
  }

  boolean isActive(Kind kind) {
    return active.keySet().stream().anyMatch(key -> key.kind == kind);
  }
}
