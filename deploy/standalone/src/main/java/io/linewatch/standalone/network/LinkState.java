package io.linewatch.standalone.network;

import java.util.EnumMap;
import java.util.Map;

/** What all connections of a relay obey. Any thread. */
final class LinkState {
  private final Map<Direction, Flow> flows = new EnumMap<>(Direction.class);
  private Quality quality = Quality.PERFECT;
  private boolean refusing;

  /** What becomes of bytes. */
  enum Flow {
    PASS,
    /** They wait for a better time. */
    HOLD,
    /** They are gone; who sent them believes otherwise. */
    SWALLOW
  }

  LinkState() {
    heal();
  }

  synchronized void heal() {
    for (Direction direction : Direction.values()) {
      flows.put(direction, Flow.PASS);
    }
    refusing = false;
    notifyAll();
  }

  synchronized void set(Direction direction, Flow flow) {
    flows.put(direction, flow);
    notifyAll();
  }

  synchronized void refuse() {
    refusing = true;
  }

  synchronized boolean refuses() {
    return refusing;
  }

  synchronized void set(Quality better) {
    quality = better;
  }

  synchronized Quality quality() {
    return quality;
  }

  /**
   * Waits while bytes are held; then says what to do with them.
   *
   * @param swallowed told before a heal can look whether bytes are missing
   */
  synchronized Flow awaitFlow(Direction direction, Runnable swallowed) throws InterruptedException {
    while (flow(direction) == Flow.HOLD) {
      wait();
    }
    if (flow(direction) == Flow.SWALLOW) {
      swallowed.run();
    }
    return flow(direction);
  }

  private Flow flow(Direction direction) {
    return flows.getOrDefault(direction, Flow.PASS);
  }
}
