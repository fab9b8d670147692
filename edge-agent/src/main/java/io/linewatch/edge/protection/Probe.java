package io.linewatch.edge.protection;

/** Where the load is read: the machine, or a test's own. */
@FunctionalInterface
public interface Probe {
  /** Quick, and never fails: what cannot be read is not a number. */
  Load read();
}
