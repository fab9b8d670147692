package io.linewatch.standalone.server;

import io.linewatch.standalone.process.FreePorts;
import java.io.IOException;

/** Where each server and program listens, all on loopback. */
public record Addresses(
    int mqtt, int kafka, int kafkaController, int postgres, int models, int edge, int console) {

  /** The usual ports where nobody has them, else free ones: two demos live beside each other. */
  public static Addresses choose() throws IOException {
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
