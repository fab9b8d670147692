package io.linewatch.bench.central;

import java.util.List;

/** One of the two that work off the same backlog, in a process of its own. One thread. */
interface Contender {
  String name();

  /** Schema of the tables it writes. */
  String schema();

  /** Topic its alerts go to. */
  String alerts();

  /** Starts it on whatever is in the topics; returns before it works. */
  void start();

  /** Waits until all of it has started. */
  void awaitReady() throws Exception;

  /** Asks it to end and waits. */
  void stop();

  long pid();

  /** Events its feed took since it was started. */
  long fed() throws Exception;

  /** Records it refused or dropped since it was started, in words; empty when there are none. */
  List<String> refusals() throws Exception;
}
