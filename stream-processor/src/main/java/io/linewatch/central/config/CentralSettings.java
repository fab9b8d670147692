package io.linewatch.central.config;

import io.linewatch.central.history.HistoryDatabase;
import io.linewatch.domain.config.ConfigReader;
import io.linewatch.domain.config.Problem;
import io.linewatch.domain.wire.GatewayKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code central.yaml} with its files read: everything a program needs to start. */
public final class CentralSettings {
  private final CentralConfig config;
  private final Path stateDir;
  private final String databasePassword;
  private final byte[] siteSecret;

  private CentralSettings(
      CentralConfig config, Path stateDir, String databasePassword, byte[] siteSecret) {
    this.config = config;
    this.stateDir = stateDir;
    this.databasePassword = databasePassword;
    this.siteSecret = siteSecret;
  }

  /** The settings, or every problem there is. */
  public record Reading(@Nullable CentralSettings settings, List<String> problems) {}

  public static Reading read(Path file) {
    String yaml;
    try {
      yaml = Files.readString(file);
    } catch (IOException e) {
      return new Reading(null, List.of("cannot be read: " + e.getMessage()));
    }
    ConfigReader.Result<CentralConfig> result = ConfigReader.read(yaml, CentralConfig.class);
    CentralConfig config = result.value();
    if (config == null) {
      return new Reading(null, result.problems().stream().map(Problem::toString).toList());
    }
    Path folder = folder(file);
    List<String> problems = new ArrayList<>();
    String passwordFile = config.database().passwordFile();
    String password =
        passwordFile == null
            ? ""
            : text(folder.resolve(passwordFile), "database.passwordFile", problems);
    byte[] secret = secret(folder.resolve(config.siteSecretFile()), problems);
    if (password == null || secret == null) {
      return new Reading(null, problems);
    }
    return new Reading(
        new CentralSettings(config, folder.resolve(config.stateDir()), password, secret),
        List.of());
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private static @Nullable String text(Path file, String key, List<String> problems) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      problems.add(key + ": " + file + " cannot be read as text");
      return null;
    }
  }

  private static byte @Nullable [] secret(Path file, List<String> problems) {
    String hex = text(file, "siteSecretFile", problems);
    if (hex == null) {
      return null;
    }
    byte[] secret;
    try {
      secret = HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      secret = new byte[0];
    }
    if (secret.length != GatewayKey.BYTES) {
      problems.add(
          "siteSecretFile: "
              + file
              + " must hold "
              + 2 * GatewayKey.BYTES
              + " hexadecimal digits, and nothing else");
      return null;
    }
    return secret;
  }

  public CentralConfig config() {
    return config;
  }

  public Path stateDir() {
    return stateDir;
  }

  public String databasePassword() {
    return databasePassword;
  }

  public byte[] siteSecret() {
    return siteSecret.clone();
  }

  /** What every Kafka client needs to reach the broker. */
  public Map<String, Object> kafkaProperties() {
    Map<String, Object> properties = new HashMap<>(config.kafka().clientProperties());
    properties.put("bootstrap.servers", config.kafka().bootstrap());
    return properties;
  }

  /**
   * The database with its schema up to date, for a command that needs it at once.
   *
   * @throws io.linewatch.central.history.HistoryUnavailable when PostgreSQL is away
   */
  public HistoryDatabase openDatabase() {
    HistoryDatabase database =
        HistoryDatabase.open(config.database().url(), config.database().user(), databasePassword);
    try {
      database.migrate();
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }
}
