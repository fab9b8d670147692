package io.linewatch.standalone.server;

import io.linewatch.standalone.network.TcpRelay;
import io.linewatch.standalone.process.FreePorts;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A relay on every way between a program and a server, so that each can fail by itself. */
public final class Relays implements AutoCloseable {
  private final Addresses servers;
  private final FreePorts ports = new FreePorts();
  private final Map<Link, TcpRelay> relays = new EnumMap<>(Link.class);
  private final int agentDoor = ports.any();
  private final int processorDoor = ports.any();

  /** From a program to a server. */
  public enum Link {
    AGENT_TO_MQTT,
    AGENT_TO_KAFKA,
    AGENT_TO_MODEL_STORE,
    PROCESSOR_TO_KAFKA,
    PROCESSOR_TO_POSTGRES
  }

  private Relays(Addresses servers) {
    this.servers = servers;
  }

  /**
   * Opens all, perfect; the servers need not be there yet.
   *
   * @param seed draws which bytes stall where a link loses packets
   */
  public static Relays open(Addresses servers, long seed) throws IOException {
    Relays relays = new Relays(servers);
    try {
      relays.open(Link.AGENT_TO_MQTT, servers.mqtt(), seed);
      relays.open(Link.AGENT_TO_KAFKA, relays.agentDoor, seed);
      relays.open(Link.AGENT_TO_MODEL_STORE, servers.models(), seed);
      relays.open(Link.PROCESSOR_TO_KAFKA, relays.processorDoor, seed);
      relays.open(Link.PROCESSOR_TO_POSTGRES, servers.postgres(), seed);
      return relays;
    } catch (IOException e) {
      relays.close();
      throw e;
    }
  }

  private void open(Link link, int target, long seed) throws IOException {
    relays.put(link, TcpRelay.open(ports.any(), target, seed + relays.size()));
  }

  public TcpRelay relay(Link link) {
    TcpRelay relay = relays.get(link);
    if (relay == null) {
      throw new IllegalStateException("no relay for " + link);
    }
    return relay;
  }

  /** For a {@link LocalSystem} whose programs go through these relays. */
  public Wiring wiring() {
    return new Wiring(
        servers,
        servers
            .withMqtt(port(Link.AGENT_TO_MQTT))
            .withKafka(port(Link.AGENT_TO_KAFKA))
            .withModels(port(Link.AGENT_TO_MODEL_STORE)),
        servers
            .withKafka(port(Link.PROCESSOR_TO_KAFKA))
            .withPostgres(port(Link.PROCESSOR_TO_POSTGRES)),
        List.of(
            new KafkaSettings.Listener("AGENT", agentDoor, port(Link.AGENT_TO_KAFKA)),
            new KafkaSettings.Listener("PROCESSOR", processorDoor, port(Link.PROCESSOR_TO_KAFKA))));
  }

  private int port(Link link) {
    return relay(link).port();
  }

  @Override
  public void close() {
    relays.values().forEach(TcpRelay::close);
  }
}
