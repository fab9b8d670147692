package io.linewatch.standalone.server;

/** Where the three servers of a site run. What it makes is not started yet. */
public interface ServerRoom {
  /** For the line that a run prints: which servers, and where. */
  String description();

  SiteServer mqtt(int port);

  SiteServer kafka(int port, int controllerPort);

  SiteServer postgres(int port, String password);
}
