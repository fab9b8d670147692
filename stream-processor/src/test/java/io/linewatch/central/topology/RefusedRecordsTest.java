package io.linewatch.central.topology;

import static io.linewatch.central.fixture.Plant.LINE;
import static io.linewatch.central.fixture.Plant.NOON;
import static io.linewatch.central.fixture.Plant.VIBRATION;
import static io.linewatch.central.fixture.Plant.raised;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.fixture.Plant;
import io.linewatch.central.fixture.Signer;
import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.alert.AlertEvent.Transition;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.wire.RecordSignature;
import io.linewatch.domain.wire.Topics;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusedRecordsTest {
  private static final String FINDINGS = Topics.FINDINGS.name();
  private static final byte[] VALUE = Topics.FINDINGS.codec().encode(raised(VIBRATION, 1, NOON));

  private final DrivenTopology topology = new DrivenTopology();

  @AfterEach
  void close() {
    topology.close();
  }

  private static Headers signed(byte[] value) {
    return Signer.headers("gw-1", 1, "e1", 1, FINDINGS, LINE, value);
  }

  /** Refused for this reason with its bytes kept, and the next good record goes through. */
  private void assertRefused(String reason, byte[] value) {
    assertThat(topology.events()).isEmpty();
    List<TestRecord<byte[], byte[]>> letters = topology.deadLetters();
    assertThat(letters).hasSize(1);
    TestRecord<byte[], byte[]> letter = letters.getFirst();
    assertThat(DrivenTopology.header(letter, Topics.DEAD_LETTER_REASON)).startsWith(reason + ": ");
    assertThat(letter.value()).isEqualTo(value);
    assertThat(DrivenTopology.header(letter, Topics.DEAD_LETTER_PARTITION)).isEqualTo("0");
    assertThat(DrivenTopology.header(letter, Topics.DEAD_LETTER_OFFSET)).isEqualTo("0");
    topology.state(raised(VIBRATION, 1, NOON), 77);
    assertThat(topology.onlyEvent().transition()).isEqualTo(Transition.RAISED);
  }

  @Test
  void anUnsignedRecordIsRefused() {
    topology.findings(LINE, VALUE, new RecordHeaders());
    assertRefused("UNSIGNED", VALUE);
  }

  @Test
  void aMacOfAnotherSiteIsForged() {
    byte[] otherSecret = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    topology.findings(
        LINE, VALUE, Signer.headers(otherSecret, "gw-1", 1, "e1", 1, FINDINGS, LINE, VALUE));
    assertRefused("FORGED", VALUE);
  }

  @Test
  void aChangedByteIsForged() {
    Headers headers = signed(VALUE);
    byte[] changed = VALUE.clone();
    changed[changed.length / 2] ^= 1;
    topology.findings(LINE, changed, headers);
    assertRefused("FORGED", changed);
  }

  @Test
  void aSequenceChangedOnTheWayIsForged() {
    Headers headers = signed(VALUE);
    headers.remove(RecordSignature.SEQUENCE_HEADER);
    headers.add(RecordSignature.SEQUENCE_HEADER, "2".getBytes(UTF_8));
    topology.findings(LINE, VALUE, headers);
    assertRefused("FORGED", VALUE);
  }

  @Test
  void aRevokedKeyIsRefused() {
    topology.findings(LINE, VALUE, Signer.headers("gw-1", 9, "e1", 1, FINDINGS, LINE, VALUE));
    assertRefused("KEY_REVOKED", VALUE);
  }

  @Test
  void aGatewayMayNotSpeakForAnothersAsset() {
    byte[] value = Topics.FINDINGS.codec().encode(raised(Plant.FAN_VIBRATION, 1, NOON));
    topology.findings(LINE, value, signed(value));
    assertRefused("FOREIGN_ASSET", value);
  }

  @Test
  void aDeletedDesiredStateDoesNotSilenceItsGateway() {
    topology.pipe(Topics.DESIRED.name(), "gw-1", null, new RecordHeaders());

    topology.state(raised(VIBRATION, 1, NOON), 77);

    assertThat(topology.deadLetters()).isEmpty();
    assertThat(topology.onlyEvent().transition()).isEqualTo(Transition.RAISED);
  }

  @Test
  void aSnapshotMayNotNameAnothersAsset() {
    byte[] value =
        Topics.FINDINGS
            .codec()
            .encode(
                Plant.snapshot(
                    NOON, java.util.Set.of(VIBRATION), raised(Plant.FAN_VIBRATION, 1, NOON)));
    topology.findings(LINE, value, signed(value));
    assertRefused("FOREIGN_ASSET", value);
  }

  @Test
  void aGatewayMayNotSignForAnother() {
    byte[] value =
        Topics.FINDINGS
            .codec()
            .encode(
                Plant.condition(
                    "gw-2",
                    Plant.FAN_VIBRATION,
                    Decision.Kind.RAISED,
                    Severity.LOW,
                    1,
                    0,
                    NOON,
                    null));
    topology.findings(LINE, value, signed(value));
    assertRefused("WRONG_GATEWAY", value);
  }

  @Test
  void aGatewayWithoutDesiredStateIsUnknown() {
    byte[] value =
        Topics.FINDINGS
            .codec()
            .encode(
                Plant.condition(
                    "gw-3", VIBRATION, Decision.Kind.RAISED, Severity.LOW, 1, 0, NOON, null));
    topology.findings(LINE, value, Signer.headers("gw-3", 1, "e1", 1, FINDINGS, LINE, value));
    assertRefused("UNKNOWN_GATEWAY", value);
  }

  @Test
  void anAssetGivenToAnotherGatewayChangesWhoMaySpeak() {
    topology.desired(Plant.desired("gw-1", Plant.FAN));
    topology.findings(LINE, VALUE, signed(VALUE));
    assertThat(topology.reasons()).singleElement().asString().startsWith("FOREIGN_ASSET");
  }

  @Test
  void theKeyMustBeTheLine() {
    topology.findings(
        "demo/hall/line-2",
        VALUE,
        Signer.headers("gw-1", 1, "e1", 1, FINDINGS, "demo/hall/line-2", VALUE));
    assertRefused("WRONG_KEY", VALUE);
  }

  @Test
  void signedGarbageIsMalformed() {
    byte[] value = "{\"v\":1,\"type\":\"condition\",".getBytes(UTF_8);
    topology.findings(LINE, value, signed(value));
    assertRefused("MALFORMED", value);
  }

  @Test
  void aRecordWithoutValueIsMalformed() {
    topology.findings(LINE, null, new RecordHeaders());
    assertThat(topology.reasons()).singleElement().asString().startsWith("MALFORMED");
  }

  @Test
  void randomBytesOnEveryTopicStopNothing() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      topology.findings(LINE, bytes, signed(bytes));
      topology.pipe(Topics.COMMANDS.name(), LINE, bytes, new RecordHeaders());
    }
    assertThat(topology.deadLetters()).hasSize(400);
    topology.state(raised(VIBRATION, 1, NOON), 1000);
    assertThat(topology.onlyEvent().transition()).isEqualTo(Transition.RAISED);
  }

  @Test
  void anUnreadableDesiredStateDoesNotSilenceItsGateway() {
    topology.pipe(Topics.DESIRED.name(), "gw-1", new byte[] {1, 2}, new RecordHeaders());
    topology.state(raised(VIBRATION, 1, NOON));
    assertThat(topology.onlyEvent().transition()).isEqualTo(Transition.RAISED);
  }

  @Test
  void aCommandUnderAnotherLinesKeyIsRefused() {
    topology.state(raised(VIBRATION, 1, NOON));
    AlertCommand command =
        Plant.command("c", AlertCommand.Kind.COMMENT, topology.onlyEvent().alert(), 1, null, NOON);
    byte[] value = Topics.COMMANDS.codec().encode(command);
    topology.pipe(Topics.COMMANDS.name(), "demo/hall/line-2", value, new RecordHeaders());
    assertThat(topology.reasons()).singleElement().asString().startsWith("WRONG_KEY");
  }
}
