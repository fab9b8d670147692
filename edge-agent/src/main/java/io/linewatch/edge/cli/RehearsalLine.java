package io.linewatch.edge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredState.DetectorPolicy;
import io.linewatch.domain.desired.DesiredState.ModelAssignment;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.plant.Criticality;
import io.linewatch.edge.cli.RehearsalBroker.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A line that is nowhere: one machine of a few channels, some minutes of it, limits crossed. */
final class RehearsalLine {
  static final String GATEWAY = "rehearsal";
  private static final AssetPath MACHINE = AssetPath.of("rehearsal/hall/line/machine");
  private static final List<String> CHANNELS = List.of("vibration", "temperature", "pressure");
  private static final double LIMIT = 50;
  private static final int STEPS = 4_000;
  private static final Duration STEP = Duration.ofMillis(100);
  private static final int CROSSING_EVERY = 500;

  private RehearsalLine() {}

  static int readings() {
    return STEPS * CHANNELS.size();
  }

  /**
   * @param model digest of {@link RehearsalModel}'s package
   */
  static DesiredState desired(String model) {
    List<Channel> channels = new ArrayList<>();
    List<DetectorPolicy> policies = new ArrayList<>();
    for (String name : CHANNELS) {
      ChannelId id = new ChannelId(MACHINE, name);
      channels.add(new Channel(id, name, "1", null, null, Channel.Keep.FULL));
      policies.add(new DetectorPolicy(DetectorId.limit(id), policy()));
    }
    policies.add(new DetectorPolicy(DetectorId.model(MACHINE, RehearsalModel.NAME), policy()));
    return new DesiredState(
        GATEWAY,
        1,
        Instant.EPOCH,
        GATEWAY,
        MACHINE.linePath(),
        List.of(source()),
        List.of(new Asset(MACHINE, "machine", "machine", Criticality.MEDIUM, GATEWAY)),
        channels,
        policies,
        List.of(new ModelAssignment(MACHINE, RehearsalModel.NAME, model, 1)));
  }

  private static AlarmPolicy policy() {
    return new AlarmPolicy(
        1,
        AlarmClass.ALARM,
        List.of(new Limit(Severity.HIGH, Comparison.ABOVE, LIMIT)),
        null,
        null,
        Duration.ZERO,
        Duration.ZERO,
        1,
        false,
        null,
        Set.of(),
        null,
        "a rehearsal",
        "none",
        "none");
  }

  private static SourceMapping source() {
    return new SourceMapping(
        "sensors",
        "rehearsal/{asset}/{channel}",
        MACHINE.site(),
        MACHINE.area(),
        MACHINE.line(),
        null,
        "/value",
        Map.of(),
        "/time",
        SourceMapping.TimeFormat.ISO_8601,
        null,
        null);
  }

  /**
   * @param end event time after the last one
   */
  static List<Message> messages(Instant end) {
    List<Message> messages = new ArrayList<>(readings());
    for (int step = 0; step < STEPS; step++) {
      Instant time = end.minus(STEP.multipliedBy(STEPS - step));
      double value = step % CROSSING_EVERY == 0 ? LIMIT + 1 : step % 97 / 4.0;
      for (String channel : CHANNELS) {
        messages.add(
            new Message(
                ("rehearsal/" + MACHINE.asset() + "/" + channel).getBytes(UTF_8),
                ("{\"time\":\"" + time + "\",\"value\":" + value + "}").getBytes(UTF_8)));
      }
    }
    return messages;
  }
}
