package io.linewatch.standalone.network;

/** Which way bytes go through a relay. */
public enum Direction {
  /** From who connected to who listens. */
  TO_SERVER,
  TO_CLIENT
}
