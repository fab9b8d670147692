package io.linewatch.standalone.server;

import java.util.List;

/** Where the three servers of a site run. What it makes is not started yet. */
public interface ServerRoom {
  /** For the line that a run prints: which servers, and where. */
  String description();

  SiteServer mqtt(int port);

  /** With one door for everybody. */
  default SiteServer kafka(int port, int controllerPort) {
    return kafka(port, controllerPort, List.of());
  }

  SiteServer kafka(int port, int controllerPort, List<KafkaSettings.Listener> listeners);

  SiteServer postgres(int port, String password);

  /**
   * Brings the servers' logs in the state folder up to date, where they are not so by themselves.
   */
  default void flushLogs() {}
}
