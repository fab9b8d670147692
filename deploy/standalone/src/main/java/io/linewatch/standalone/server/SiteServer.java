package io.linewatch.standalone.server;

import io.linewatch.standalone.process.Monitored;

/**
 * One server or program of the site. It has the same address and the same data however often it is
 * started, so that a test or a bench can take it away and bring it back. One thread at a time
 * changes it; any thread may ask.
 */
public interface SiteServer extends Monitored, AutoCloseable {
  /** Starts it and waits, bounded, until it answers. Nothing happens when it runs already. */
  void start() throws Exception;

  /** Asks it to end and waits; one that does not end in time is killed. */
  void stop();

  /**
   * Ends it and all that it started the way a power cut does: at once, between any two
   * instructions. What it gave to the operating system survives, synced or not.
   */
  void kill() throws InterruptedException;

  /** Freezes it: its connections stay open, and nobody answers at them. */
  void pause() throws InterruptedException;

  /** Lets it go on where it was frozen. */
  void resume() throws InterruptedException;

  /** Ends it for good. */
  @Override
  void close();
}
