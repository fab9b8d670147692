package io.linewatch.edge.config;

import io.linewatch.domain.config.ConfigReader;
import io.linewatch.domain.config.Problem;
import io.linewatch.domain.wire.GatewayKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads edge.yaml and looks at the files it names, so that all mistakes show at once. */
public final class EdgeConfigFile {
  private static final long MAX_BYTES = 1 << 20;

  private EdgeConfigFile() {}

  /**
   * A configuration that holds, with its files.
   *
   * @param folder what relative paths are relative to
   */
  public record Loaded(EdgeConfig config, Path folder, GatewayKey key) {
    public Path stateDir() {
      return resolve(config.stateDir());
    }

    public Path resolve(String file) {
      return folder.resolve(file).normalize();
    }
  }

  /**
   * @param loaded null when there are problems
   */
  public record Result(@Nullable Loaded loaded, List<Problem> problems) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  public static Result read(Path file) {
    ConfigReader.Result<EdgeConfig> read = readAlone(file);
    EdgeConfig config = read.value();
    if (config == null) {
      return new Result(null, read.problems());
    }
    Path folder = folderOf(file);
    List<Problem> problems = new ArrayList<>(read.problems());
    GatewayKey key = key(config, folder, problems);
    checkConnections(config, folder, problems);
    checkApiKey(config.inspection(), folder, problems);
    return key == null || !problems.isEmpty()
        ? new Result(null, problems)
        : new Result(new Loaded(config, folder, key), List.of());
  }

  /**
   * The file alone, for who needs no key and may not read it.
   *
   * @return a configuration or problems
   */
  public static ConfigReader.Result<EdgeConfig> readAlone(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        return unread(file + " is larger than 1 MiB; is it the right file?");
      }
      return ConfigReader.read(Files.readString(file), EdgeConfig.class);
    } catch (IOException e) {
      return unread("cannot read " + file + ": " + reason(e));
    }
  }

  private static ConfigReader.Result<EdgeConfig> unread(String message) {
    return new ConfigReader.Result<>(null, List.of(new Problem("", message)));
  }

  /** Where the agent keeps its state, as a configuration says that was read from this file. */
  public static Path stateDir(Path file, EdgeConfig config) {
    return folderOf(file).resolve(config.stateDir()).normalize();
  }

  private static Path folderOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private static @Nullable GatewayKey key(EdgeConfig config, Path folder, List<Problem> problems) {
    Path file = folder.resolve(config.key().file());
    try {
      return GatewayKey.ofHex(Files.readString(file), config.gateway(), config.key().version());
    } catch (IOException e) {
      problems.add(
          new Problem(
              "key.file",
              "cannot read "
                  + file
                  + ": "
                  + reason(e)
                  + "; it comes from enrolling the gateway at the centre"));
    } catch (IllegalArgumentException e) {
      problems.add(new Problem("key.file", file + ": " + e.getMessage()));
    }
    return null;
  }

  private static void checkConnections(EdgeConfig config, Path folder, List<Problem> problems) {
    List<MqttConnection> connections = config.mqtt().connections();
    for (int i = 0; i < connections.size(); i++) {
      String path = "mqtt.connections[" + i + "].";
      MqttConnection connection = connections.get(i);
      readable(path + "passwordFile", connection.passwordFile(), folder, problems);
      readable(path + "caFile", connection.caFile(), folder, problems);
      readable(
          path + "clientCertificateFile", connection.clientCertificateFile(), folder, problems);
      readable(path + "clientKeyFile", connection.clientKeyFile(), folder, problems);
    }
  }

  private static void checkApiKey(
      @Nullable InspectionConfig inspection, Path folder, List<Problem> problems) {
    String file = inspection == null ? null : inspection.apiKeyFile();
    if (file == null) {
      return;
    }
    try {
      var _ = ApiKey.read(folder.resolve(file));
    } catch (IOException e) {
      problems.add(
          new Problem(
              "inspection.apiKeyFile", "cannot read " + folder.resolve(file) + ": " + reason(e)));
    } catch (IllegalArgumentException e) {
      problems.add(
          new Problem("inspection.apiKeyFile", folder.resolve(file) + ": " + e.getMessage()));
    }
  }

  private static void readable(
      String path, @Nullable String name, Path folder, List<Problem> problems) {
    if (name != null && !Files.isReadable(folder.resolve(name))) {
      problems.add(new Problem(path, "cannot read " + folder.resolve(name)));
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "there is no such file"
        : e.getClass().getSimpleName() + " " + e.getMessage();
  }
}
