package io.linewatch.standalone.server;

import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.standalone.process.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Writes the programs' configuration and secrets; secrets are made once and kept. */
public final class ConfigFiles {
  public static final String GATEWAY = "gw-1";
  private static final int KEY_VERSION = 1;
  private final StateFolder state;
  private final String site;

  public ConfigFiles(StateFolder state, String site) {
    this.state = state;
    this.site = site;
  }

  /** Makes the site's secret, and from it the gateway's key. */
  public void writeSecrets() throws IOException {
    byte[] secret = HexFormat.of().parseHex(keep("site.secret", 32));
    GatewayKey key = GatewayKey.derive(secret, GATEWAY, KEY_VERSION);
    state.secretFile("gateway.key", key.toHex());
  }

  /** A random secret in hex; the same one at every start. */
  public String keep(String name, int bytes) throws IOException {
    Path file = state.root().resolve(name);
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    String hex = HexFormat.of().formatHex(random);
    state.secretFile(name, hex);
    return hex;
  }

  /**
   * @param camera null for a gateway without one
   */
  public Path writeEdge(Addresses at, @Nullable CameraStation camera) throws IOException {
    return write(
        "edge.yaml",
        """
        gateway: %s
        stateDir: edge
        mqtt:
          connections:
            - id: line
              url: %s
              sources: ["*"]
              qos: 1
        %s\
        kafka: { bootstrap: "%s", properties: {} }
        modelStore: { url: "%s" }
        key: { version: %d, file: gateway.key }
        status: { host: 127.0.0.1, port: %d }
        localFeed: { connection: line }
        outbox: { maxMegabytes: 256 }
        lanes: 2
        %s\
        """
            .formatted(
                GATEWAY,
                at.mqttUrl(),
                camera == null ? "" : CameraStation.connection(at.mqttUrl()),
                at.kafkaBootstrap(),
                at.modelsUrl(),
                KEY_VERSION,
                at.edge(),
                camera == null ? "" : camera.inspection(at.consoleUrl())));
  }

  public Path writeCentral(Addresses at, String databaseUrl) throws IOException {
    return write(
        "central.yaml",
        """
        site: %s
        stateDir: central
        kafka: { bootstrap: "%s", partitions: 4, replication: 1, properties: {} }
        database: { url: "%s", user: %s, passwordFile: db.password }
        console: { host: 127.0.0.1, port: %d, publicUrl: "%s" }
        siteSecretFile: site.secret
        modelStore: { url: "%s" }
        """
            .formatted(
                site,
                at.kafkaBootstrap(),
                databaseUrl,
                PostgresServer.USER,
                at.console(),
                at.consoleUrl(),
                at.modelsUrl()));
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(state.root().resolve(name), content);
  }
}
