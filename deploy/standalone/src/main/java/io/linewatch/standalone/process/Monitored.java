package io.linewatch.standalone.process;

/** Something that runs and may die unasked; when it does, it can say how. Any thread. */
public interface Monitored {
  String name();

  boolean isAlive();

  /** Whether it ended though nobody asked it to. */
  boolean hasDied();

  /** What a person needs to know of it when it died: who, how, its last words, what to do. */
  String obituary();
}
