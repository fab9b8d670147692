package io.linewatch.edge.signal;

/** Which decoded readings of one source give way at QoS 0 while the gateway cannot keep up. */
public enum Shedding {
  /** What arrives: what waits is decided whole and in order. */
  NEWEST,
  /** What has waited longest: what is decided is as fresh as can be. */
  OLDEST,
  /** All but every n-th, so that what is decided is spread over the whole time. */
  THIN
}
