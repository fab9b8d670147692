package io.linewatch.standalone.server;

import io.linewatch.standalone.process.StateFolder;
import java.util.List;

/** The servers as processes of this machine, with their data in the state folder. */
public final class LocalServerRoom implements ServerRoom {
  private final StateFolder state;
  private final Programs programs;
  private final MqttBroker broker;

  /** Which MQTT broker. */
  public enum MqttBroker {
    /** HiveMQ Community Edition in memory: a restart has forgotten sessions and messages. */
    PACKAGED("HiveMQ"),
    /** The same with sessions and messages on disk: they outlive a power cut; starts slower. */
    PACKAGED_KEEPING("HiveMQ that keeps its sessions"),
    /** Debian's mosquitto: a stop keeps sessions and messages, a power cut may take the newest. */
    MOSQUITTO("mosquitto");

    private final String product;

    MqttBroker(String product) {
      this.product = product;
    }
  }

  public LocalServerRoom(StateFolder state, Programs programs) {
    this(state, programs, MqttBroker.PACKAGED);
  }

  public LocalServerRoom(StateFolder state, Programs programs, MqttBroker broker) {
    this.state = state;
    this.programs = programs;
    this.broker = broker;
  }

  @Override
  public String description() {
    return "local processes (" + broker.product + ", Kafka in KRaft mode, PostgreSQL)";
  }

  @Override
  public SiteServer mqtt(int port) {
    return new LocalServer(
        "MQTT broker",
        switch (broker) {
          case PACKAGED -> new MqttServer(state, programs, port, false);
          case PACKAGED_KEEPING -> new MqttServer(state, programs, port, true);
          case MOSQUITTO -> new MosquittoServer(state, port);
        });
  }

  @Override
  public SiteServer kafka(int port, int controllerPort, List<KafkaSettings.Listener> listeners) {
    return new LocalServer("Kafka", new KafkaServer(state, port, controllerPort, listeners));
  }

  @Override
  public SiteServer postgres(int port, String password) {
    return new LocalServer("PostgreSQL", new PostgresServer(state, port, password));
  }
}
