package io.linewatch.system;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredStateCompiler;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.PlantSheetYaml;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.Topic;
import io.linewatch.domain.wire.Topics;
import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.process.Teardown;
import io.linewatch.standalone.server.Addresses;
import io.linewatch.standalone.server.LocalServer;
import io.linewatch.standalone.server.Programs;
import io.linewatch.standalone.server.ServerRoom;
import io.linewatch.standalone.server.SiteServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A gateway as a Sparkplug host application: a real broker, a real Kafka with the desired state of
 * a plant sheet on it, and the packaged agent between them.
 */
final class SparkplugSite implements AutoCloseable {
  /** Under which the agent is known to nodes. */
  static final String HOST = "linewatch-gw-1";

  private static final String GATEWAY = "gw-1";
  private static final Duration START = Duration.ofMinutes(1);

  private final Teardown teardown = new Teardown();
  private final Addresses at = Addresses.anyFree();
  private final StateFolder state;
  private final Programs programs;
  private final SiteServer broker;
  private final SiteServer agent;

  private SparkplugSite() throws Exception {
    Path target = Path.of(Objects.requireNonNull(System.getProperty("linewatch.state")));
    state = StateFolder.open(target.resolveSibling("system-sparkplug"), true);
    teardown.add("state folder", state);
    programs =
        new Programs(Path.of(Objects.requireNonNull(System.getProperty("linewatch.repository"))));
    ServerRoom room = ServerRooms.choose(state, programs, false);
    broker = room.mqtt(at.mqtt());
    teardown.add(broker.name(), broker);
    SiteServer kafka = room.kafka(at.kafka(), at.kafkaController());
    teardown.add(kafka.name(), kafka);
    agent = new LocalServer("edge agent", new Agent());
    teardown.add(agent.name(), agent);
    broker.start();
    kafka.start();
  }

  /** Starts everything; what was started ends with a failure. */
  static SparkplugSite start() throws Exception {
    SparkplugSite site = new SparkplugSite();
    boolean started = false;
    try {
      site.makeTopics();
      site.publishDesired();
      site.writeConfig();
      site.agent.start();
      started = true;
      return site;
    } finally {
      if (!started) {
        site.close();
      }
    }
  }

  int mqttPort() {
    return at.mqtt();
  }

  String statusPage() {
    return at.edgeUrl();
  }

  SiteServer broker() {
    return broker;
  }

  SiteServer agent() {
    return agent;
  }

  <T> TopicReader<T> reader(Topic<T> topic) {
    TopicReader<T> reader = new TopicReader<>(at.kafkaBootstrap(), topic);
    return teardown.add("reader of " + topic.name(), reader);
  }

  /** A client at the broker, until the site ends. */
  MqttPeer peer(String id) throws Exception {
    return teardown.add(id, new MqttPeer(at.mqtt(), id));
  }

  /** Whatever the test opens, to be closed before the servers. */
  <T extends AutoCloseable> T keep(String name, T resource) {
    return teardown.add(name, resource);
  }

  private void makeTopics() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", at.kafkaBootstrap()))) {
      List<NewTopic> topics =
          Topics.all().stream().map(topic -> new NewTopic(topic.name(), 1, (short) 1)).toList();
      admin.createTopics(topics).all().get(30, TimeUnit.SECONDS);
    }
  }

  private void publishDesired() throws Exception {
    byte[] document = Topics.DESIRED.codec().encode(desired());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", at.kafkaBootstrap()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(Topics.DESIRED.name(), GATEWAY, document))
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static DesiredState desired() throws IOException {
    try (InputStream in = SparkplugSite.class.getResourceAsStream("/sparkplug-plant.yaml")) {
      String yaml = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      if (!PlantSheetYaml.check(yaml).isEmpty()) {
        throw new IllegalStateException("the sheet: " + PlantSheetYaml.check(yaml));
      }
      PlantSheet sheet = Objects.requireNonNull(PlantSheetYaml.read(yaml).value());
      return DesiredStateCompiler.compile(sheet, GATEWAY, 1, Instant.now(), "test");
    }
  }

  private void writeConfig() throws IOException {
    state.secretFile("gateway.key", GatewayKey.derive(new byte[32], GATEWAY, 1).toHex());
    Files.writeString(
        state.root().resolve("edge.yaml"),
        """
        gateway: %s
        stateDir: edge
        mqtt:
          connections:
            - id: spb
              url: %s
              sources: ["*"]
              sparkplug: { hostId: %s, groups: [plant], reorderTimeout: 1s }
        kafka: { bootstrap: "%s", properties: {} }
        modelStore: { url: "%s" }
        key: { version: 1, file: gateway.key }
        status: { host: 127.0.0.1, port: %d }
        """
            .formatted(
                GATEWAY, at.mqttUrl(), HOST, at.kafkaBootstrap(), at.modelsUrl(), at.edge()));
  }

  @Override
  public void close() {
    teardown.close();
  }

  /** The packaged program, as an installer starts it. */
  private final class Agent implements LocalServer.Recipe {
    @Override
    public ChildProcess launch() {
      String config = state.root().resolve("edge.yaml").toString();
      return ChildProcess.start(
          programs.command(Programs.Program.EDGE, "run", "--config", config),
          state.root(),
          state.records());
    }

    @Override
    public void awaitReady(ChildProcess child) throws Exception {
      Readiness.awaitHttp(child, URI.create(at.edgeUrl() + "/health"), START);
    }
  }
}
