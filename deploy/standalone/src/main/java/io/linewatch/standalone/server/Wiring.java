package io.linewatch.standalone.server;

import java.util.List;

/**
 * Who finds whom where. A program that is to have a bad network is told the port of a relay instead
 * of the server's own.
 *
 * @param servers where servers and programs listen
 * @param agent where the agent finds the others
 * @param processor where the central processor finds the others
 * @param kafkaDoors doors of Kafka for those who come through a relay
 */
public record Wiring(
    Addresses servers,
    Addresses agent,
    Addresses processor,
    List<KafkaSettings.Listener> kafkaDoors) {
  public Wiring {
    kafkaDoors = List.copyOf(kafkaDoors);
  }

  /** Nothing in between. */
  public static Wiring direct(Addresses servers) {
    return new Wiring(servers, servers, servers, List.of());
  }
}
