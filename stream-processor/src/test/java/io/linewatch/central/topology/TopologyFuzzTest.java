package io.linewatch.central.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.linewatch.central.fixture.Plant;
import io.linewatch.central.fixture.Signer;
import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.Topics;
import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.fixture.fuzz.JsonMutator;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A gateway that was taken over signs what it likes: the stream goes on, every time. */
class TopologyFuzzTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.linewatch.central");
  private static final Level LEVEL = LOG.getLevel();

  @BeforeAll
  static void silence() {
    LOG.setLevel(Level.OFF); // a line for each of thousands of dead letters
  }

  @AfterAll
  static void speak() {
    LOG.setLevel(LEVEL);
  }

  @Test
  void everySignedStatementMovesAlertsOrBecomesADeadLetterAndTheStreamGoesOn() {
    List<Statement> statements =
        List.of(
            Plant.raised(Plant.VIBRATION, 1, Plant.NOON),
            Plant.cleared(Plant.VIBRATION, 1, Plant.NOON.plusSeconds(5)),
            Plant.gatewayFinding(true, 1),
            Plant.gap(Plant.PUMP),
            Plant.snapshot(
                Plant.NOON, Set.of(Plant.VIBRATION), Plant.raised(Plant.VIBRATION, 2, Plant.NOON)));
    List<byte[]> samples = statements.stream().map(Topics.FINDINGS.codec()::encode).toList();
    try (DrivenTopology topology = new DrivenTopology()) {
      Fuzz.run(
          FuzzTarget.of("statements", samples, new JsonMutator(), new Statements(topology)::feed)
              .rounds(1_500)
              .memory(64 << 20, 4_096));
    }
  }

  private static final class Statements {
    private final DrivenTopology topology;
    private long sequence;

    Statements(DrivenTopology topology) {
      this.topology = topology;
    }

    @Nullable String feed(byte[] value) {
      String line = Plant.LINE;
      try {
        line = Topics.FINDINGS.codec().decode(value).line();
      } catch (MalformedRecord e) {
        // Its key is what it should be.
      }
      topology.findings(
          line,
          value,
          Signer.headers("gw-1", 1, "e1", ++sequence, Topics.FINDINGS.name(), line, value));
      if (sequence % 8 == 0) {
        topology.timePasses(Duration.ofSeconds(1));
      }
      return outcome(topology);
    }
  }

  @Test
  void everyCommandIsAnsweredOrBecomesADeadLetterAndTheStreamGoesOn() {
    try (DrivenTopology topology = new DrivenTopology()) {
      topology.state(Plant.raised(Plant.VIBRATION, 1, Plant.NOON));
      Alert alert = topology.onlyEvent().alert();
      AlertCommand shelve =
          Plant.command(
              "c-1", AlertCommand.Kind.SHELVE, alert, 1, Duration.ofMinutes(10), Plant.NOON);
      AlertCommand comment =
          Plant.command("c-2", AlertCommand.Kind.COMMENT, alert, 1, null, Plant.NOON);

      Fuzz.run(
          FuzzTarget.of(
                  "commands",
                  List.of(
                      Topics.COMMANDS.codec().encode(shelve),
                      Topics.COMMANDS.codec().encode(comment)),
                  new JsonMutator(),
                  input -> {
                    topology.pipe(Topics.COMMANDS.name(), Plant.LINE, input, new RecordHeaders());
                    topology.timePasses(Duration.ofMillis(100));
                    return outcome(topology);
                  })
              .rounds(1_000)
              .memory(64 << 20, 4_096));
    }
  }

  private static @Nullable String outcome(DrivenTopology topology) {
    topology.events();
    List<String> reasons = topology.reasons();
    assertThat(reasons).hasSizeLessThan(2);
    assertThat(String.join("", reasons).getBytes(UTF_8).length).isLessThan(4_000);
    return reasons.isEmpty() ? null : reasons.getFirst();
  }
}
