package io.linewatch.central.topology;

import java.nio.file.Path;
import java.util.Map;

/**
 * @param site one processor group a site
 * @param stateDir folder of its own; two processors must not share it
 * @param threads stream threads of this instance
 * @param properties whatever else the Kafka clients need, such as TLS; cannot override what
 *     exactness rests on
 */
public record StreamsSettings(
    String site,
    String bootstrap,
    Path stateDir,
    int threads,
    short replication,
    Map<String, String> properties) {
  public StreamsSettings {
    properties = Map.copyOf(properties);
  }
}
