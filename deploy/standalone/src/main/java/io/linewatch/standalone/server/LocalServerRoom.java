package io.linewatch.standalone.server;

import io.linewatch.standalone.process.StateFolder;

/** The servers as processes of this machine, with their data in the state folder. */
public final class LocalServerRoom implements ServerRoom {
  private final StateFolder state;
  private final Programs programs;
  private final MqttBroker broker;

  /** Which MQTT broker. */
  public enum MqttBroker {
    /** HiveMQ Community Edition in memory: a restart has forgotten sessions and messages. */
    PACKAGED("HiveMQ"),
    /** Debian's mosquitto, which keeps sessions and messages over a restart. */
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
          case PACKAGED -> new MqttServer(state, programs, port);
          case MOSQUITTO -> new MosquittoServer(state, port);
        });
  }

  @Override
  public SiteServer kafka(int port, int controllerPort) {
    return new LocalServer("Kafka", new KafkaServer(state, port, controllerPort));
  }

  @Override
  public SiteServer postgres(int port, String password) {
    return new LocalServer("PostgreSQL", new PostgresServer(state, port, password));
  }
}
