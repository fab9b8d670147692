package io.linewatch.system;

import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.server.LocalServerRoom;
import io.linewatch.standalone.server.LocalServerRoom.MqttBroker;
import io.linewatch.standalone.server.Programs;
import io.linewatch.standalone.server.ServerRoom;
import io.linewatch.system.container.ContainerRoom;
import io.linewatch.system.container.DockerEngine;
import io.linewatch.system.container.EngineFailed;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the servers of a system test run: in containers where a Docker engine answers, else as
 * local processes. {@code LINEWATCH_REQUIRE_CONTAINERS=1} makes the second a failure, {@code
 * LINEWATCH_CONTAINERS=never} chooses it.
 */
final class ServerRooms {
  private ServerRooms() {}

  /**
   * Chooses, and prints which in one line.
   *
   * @param keepSessions whether the MQTT broker keeps its sessions over a power cut
   * @throws EngineFailed when containers are required and cannot be had
   */
  static ServerRoom choose(StateFolder state, Programs programs, boolean keepSessions) {
    Map<String, String> environment = System.getenv();
    ServerRoom room = choose(state, programs, keepSessions, environment);
    KeptLogs.of(state.root(), room);
    System.out.println(
        "System test on " + room.description() + ", logs in " + state.root().resolve("logs"));
    return room;
  }

  static ServerRoom choose(
      StateFolder state, Programs programs, boolean keepSessions, Map<String, String> environment) {
    boolean required = "1".equals(environment.get("LINEWATCH_REQUIRE_CONTAINERS"));
    try {
      if ("never".equals(environment.get("LINEWATCH_CONTAINERS"))) {
        throw new EngineFailed("LINEWATCH_CONTAINERS=never");
      }
      Path cache = programs.repository().resolve("deploy/system-tests/target/image");
      return ContainerRoom.open(
          DockerEngine.find(environment), state, programs, cache, keepSessions);
    } catch (EngineFailed e) {
      if (required) {
        throw e;
      }
      System.out.println("No containers: " + firstLine(e));
      MqttBroker broker = keepSessions ? MqttBroker.PACKAGED_KEEPING : MqttBroker.PACKAGED;
      return new LocalServerRoom(state, programs, broker);
    }
  }

  private static String firstLine(EngineFailed failed) {
    return String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
  }
}
