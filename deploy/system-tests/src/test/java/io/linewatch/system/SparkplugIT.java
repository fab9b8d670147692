package io.linewatch.system;

import static io.linewatch.fixture.sparkplug.TahuEdgeNode.DEVICE_TOPIC;
import static io.linewatch.system.RunningSystem.PATIENCE;
import static io.linewatch.system.SparkplugSite.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.decision.Decision.Kind;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.Finding;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.wire.Topics;
import io.linewatch.edge.signal.RejectionReason;
import io.linewatch.fixture.sparkplug.TahuEdgeNode;
import io.linewatch.fixture.sparkplug.TahuEdgeNode.Measured;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Eclipse Tahu's edge node at a real broker, the packaged agent as its host application, and what
 * comes of it on a real Kafka. One life of a site, told in order: each part begins where the one
 * before has left it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SparkplugIT {
  private static final String STATE = "spBv1.0/STATE/" + HOST;

  /** A node that says nothing after its birth: only its host can want something of it. */
  private static final String MUTE_BIRTH = "spBv1.0/plant/NBIRTH/mute";

  private static final String MUTE_COMMANDS = "spBv1.0/plant/NCMD/mute";

  private static SparkplugSite site;
  private static TopicReader<Statement> statements;
  private static StatusPageReader page;
  private static TahuEdgeNode node;
  private static MqttPeer watcher;

  @BeforeAll
  static void startTheSite() throws Exception {
    site = SparkplugSite.start();
    statements = site.reader(Topics.FINDINGS);
    page = new StatusPageReader(site.statusPage());
    watcher = site.peer("watcher");
    watcher.subscribe(STATE);
    node = connect(PressMetrics.quiet());
  }

  @AfterAll
  static void endTheSite() {
    if (site != null) {
      site.close();
    }
  }

  private static TahuEdgeNode connect(Map<String, Measured> device) throws Exception {
    return site.keep("edge node", new TahuEdgeNode(site.mqttPort(), HOST, device));
  }

  private static List<ConditionFinding> conditions() {
    return statements.values().stream()
        .filter(ConditionFinding.class::isInstance)
        .map(ConditionFinding.class::cast)
        .toList();
  }

  private static List<GatewayFinding> aboutTheDevice() {
    return statements.values().stream()
        .filter(GatewayFinding.class::isInstance)
        .map(GatewayFinding.class::cast)
        .filter(finding -> finding.subject().equals(DEVICE_TOPIC))
        .toList();
  }

  private static void awaitRefused(RejectionReason reason, long times) {
    await("refused as " + reason).atMost(PATIENCE).until(() -> page.rejections(reason) == times);
  }

  @Test
  @Order(1)
  void everyNumericTypeOfTheNodeIsDecidedAndItsFindingIsOnKafka() {
    await("the node is born for its host").atMost(PATIENCE).until(() -> node.births() == 1);

    PressMetrics.loud().forEach(node::measure);

    await("a finding of each").atMost(PATIENCE).until(() -> conditions().size() >= 11);
    assertThat(conditions())
        .allSatisfy(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.RAISED);
          assertThat(finding.machineState()).isEqualTo("RUN");
        });
    assertThat(
            conditions().stream()
                .collect(
                    Collectors.toMap(
                        finding -> finding.detector().name(), ConditionFinding::value)))
        .isEqualTo(PressMetrics.numbers());
    // A date is no number and no state, and says so once.
    awaitRefused(RejectionReason.UNSUPPORTED_TYPE, 1);
  }

  @Test
  @Order(2)
  void aLostMessageEndsInARebirthThatTheNodeIsAskedFor() {
    node.loseOne();
    node.measure("double", 2.5);

    await("the node is asked, and born again").atMost(PATIENCE).until(() -> node.births() == 2);
    assertThat(node.rebirthRequests()).isEqualTo(1);
    awaitRefused(RejectionReason.SEQUENCE_GAP, 1);
  }

  @Test
  @Order(3)
  void theDeathOfAnEarlierLifeChangesNothing() throws Exception {
    watcher.publish(TahuEdgeNode.DEATH_TOPIC, TahuEdgeNode.death((node.bdSeq() + 255) % 256));
    awaitRefused(RejectionReason.OLD_DEATH, 1);

    node.measure("int8", (byte) -5);
    await("what it sends is decided as before")
        .atMost(PATIENCE)
        .until(() -> conditions().getLast().kind() == Kind.CLEARED);
    node.measure("int8", (byte) 127);
    await("and again").atMost(PATIENCE).until(() -> conditions().size() == 13);
    assertThat(page.rejections(RejectionReason.BIRTH_UNSEEN)).isZero();
  }

  @Test
  @Order(4)
  void afterTheBrokersRestartTheHostIsOnlineAnewAndAsksForBirths() throws Exception {
    watcher.publish(MUTE_BIRTH, TahuEdgeNode.birth(0));
    String online = watcher.received().getLast();
    assertThat(online).matches("\\{\"online\":true,\"timestamp\":\\d{13}}");
    int births = node.births();

    site.broker().stop();
    site.broker().start();

    MqttPeer mute = site.peer("mute");
    mute.subscribe(MUTE_COMMANDS);
    watcher = site.peer("watcher-2");
    watcher.subscribe(STATE);
    await("STATE, retained and with a newer time")
        .atMost(PATIENCE)
        .until(() -> !watcher.received().isEmpty());
    assertThat(watcher.received().getLast()).contains("true").isNotEqualTo(online);
    await("the node is born again").atMost(PATIENCE).until(() -> node.births() > births);
    await("the mute one is asked").atMost(PATIENCE).until(() -> !mute.received().isEmpty());
    mute.publish(MUTE_BIRTH, TahuEdgeNode.birth(0));
  }

  @Test
  @Order(5)
  void aNodeThatDiesIsStaleAFindingSaysSoAndItsReturnEndsIt() throws Exception {
    node.die();
    await("the gateway says so")
        .atMost(PATIENCE)
        .until(() ->
            aboutTheDevice().stream()
                .anyMatch(finding -> finding.message().contains("its node has died")));
    GatewayFinding dead = aboutTheDevice().getLast();
    assertThat(dead.kind()).isEqualTo(GatewayFinding.Kind.SOURCE_DISCONNECTED);
    assertThat(dead.active()).isTrue();
    assertThat(dead.message()).contains("is stale").contains("Look after the node");

    node = connect(PressMetrics.bornLoud());

    await("and that it is over").atMost(PATIENCE).until(() -> !aboutTheDevice().getLast().active());
  }

  @Test
  @Order(6)
  void whatTheNodeHadStoredGoesIntoHistoryAlone() throws Exception {
    Instant then = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(600);
    node.measureLate("stored", 99.0, then);
    node.measure("double", 3.5);
    // Messages keep their order: when this one is decided, those before have arrived.
    node.measure("int8", (byte) -5);
    await("the last one").atMost(PATIENCE).until(() -> conditions().size() == 14);
    assertThat(conditions().getLast().kind()).isEqualTo(Kind.CLEARED);

    site.agent().stop();

    ChannelHistory history = ChannelHistory.read(site);
    assertThat(history.of("stored"))
        .filteredOn(sample -> sample.value() == 99)
        .extracting(ChannelHistory.Sample::micros)
        .containsExactly(ChronoUnit.MICROS.between(Instant.EPOCH, then));
    assertThat(history.of("double"))
        .as("what came beside it is there too")
        .anySatisfy(sample -> assertThat(sample.value()).isEqualTo(3.5));
    assertThat(conditions())
        .as("99 is beyond its limit of 50, and decided nothing")
        .noneSatisfy(finding -> assertThat(finding.detector().name()).isEqualTo("stored"));
  }

  @Test
  @Order(7)
  void staleValuesAreBadInHistoryAndNothingCameTwice() {
    ChannelHistory history = ChannelHistory.read(site);
    // Gap, lost connection and death: each states the last value once more, as bad.
    assertThat(history.of("int32"))
        .filteredOn(sample -> sample.quality() == Quality.BAD)
        .hasSize(3)
        .allSatisfy(sample -> assertThat(sample.value()).isEqualTo(2_000_000_000));
    assertThat(history.of("int8").getFirst().value()).isEqualTo(-5);

    assertThat(conditions())
        .as("conditions that never ended are not raised again by births, gaps and restarts")
        .filteredOn(finding -> !finding.detector().name().equals("int8"))
        .hasSize(10);
    assertThat(conditions()).hasSize(14);
    assertThat(
            statements.values().stream()
                .filter(Finding.class::isInstance)
                .map(statement -> ((Finding) statement).id()))
        .doesNotHaveDuplicates();
    assertThat(statements.sequences()).doesNotHaveDuplicates();
  }

  @Test
  @Order(8)
  void aHostThatIsKilledIsOfflineByItsWillWithTheTimestampOfItsBirth() throws Exception {
    int before = watcher.received().size();
    assertThat(watcher.received().getLast()).as("it left in order").contains("false");
    site.agent().start();
    await("online").atMost(PATIENCE).until(() -> watcher.received().size() > before);
    String birth = watcher.received().getLast();
    assertThat(birth).contains("true");

    site.agent().kill();

    await("the Will").atMost(PATIENCE).until(() -> watcher.received().size() > before + 1);
    assertThat(watcher.received().getLast()).isEqualTo(birth.replace("true", "false"));
  }
}
