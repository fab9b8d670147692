package io.linewatch.standalone.server;

import io.linewatch.standalone.process.FreePorts;

/** Where each server and program listens, all on loopback. */
public record Addresses(
    int mqtt, int kafka, int kafkaController, int postgres, int models, int edge, int console) {

  /** The usual ports where nobody has them, else free ones: two demos live beside each other. */
  public static Addresses choose() {
    FreePorts ports = new FreePorts();
    return new Addresses(
        ports.prefer(1883),
        ports.prefer(9092),
        ports.prefer(9093),
        ports.prefer(5433),
        ports.prefer(5000),
        ports.prefer(8090),
        ports.prefer(8080));
  }

  /** Ports that nobody has now, for systems that live for a moment beside whatever runs. */
  public static Addresses anyFree() {
    FreePorts ports = new FreePorts();
    return new Addresses(
        ports.any(), ports.any(), ports.any(), ports.any(), ports.any(), ports.any(), ports.any());
  }

  Addresses withMqtt(int port) {
    return new Addresses(port, kafka, kafkaController, postgres, models, edge, console);
  }

  Addresses withKafka(int port) {
    return new Addresses(mqtt, port, kafkaController, postgres, models, edge, console);
  }

  Addresses withPostgres(int port) {
    return new Addresses(mqtt, kafka, kafkaController, port, models, edge, console);
  }

  Addresses withModels(int port) {
    return new Addresses(mqtt, kafka, kafkaController, postgres, port, edge, console);
  }

  public String mqttUrl() {
    return "mqtt://127.0.0.1:" + mqtt;
  }

  public String consoleUrl() {
    return "http://127.0.0.1:" + console;
  }

  public String edgeUrl() {
    return "http://127.0.0.1:" + edge;
  }

  public String modelsUrl() {
    return "http://127.0.0.1:" + models;
  }

  public String kafkaBootstrap() {
    return "127.0.0.1:" + kafka;
  }
}
