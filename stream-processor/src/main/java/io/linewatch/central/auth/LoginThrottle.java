package io.linewatch.central.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows guessing: after {@link #FREE} failures a user name or an address waits, twice as long after
 * each further one. Bounded: the least recently failing is forgotten first. Any thread.
 */
public final class LoginThrottle {
  public static final int FREE = 5;
  static final int MAX_ENTRIES = 10_000;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
  private static final Duration FORGET = Duration.ofHours(1);

  private record Failures(int count, Instant last) {}

  private final InstantSource clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MAX_ENTRIES;
        }
      };

  public LoginThrottle(InstantSource clock) {
    this.clock = clock;
  }

  /** How long to wait before another try; zero when none is needed. */
  public synchronized Duration wait(String user, String address) {
    Duration byUser = wait("u:" + user);
    Duration byAddress = wait("a:" + address);
    return byUser.compareTo(byAddress) > 0 ? byUser : byAddress;
  }

  public synchronized void failed(String user, String address) {
    count("u:" + user);
    count("a:" + address);
  }

  public synchronized void succeeded(String user) {
    failures.remove("u:" + user);
  }

  public synchronized int size() {
    return failures.size();
  }

  private void count(String key) {
    Instant now = clock.instant();
    Failures before = failures.get(key);
    int count =
        before == null || before.last().isBefore(now.minus(FORGET)) ? 1 : before.count() + 1;
    failures.put(key, new Failures(count, now));
  }

  private Duration wait(String key) {
    Failures seen = failures.get(key);
    if (seen == null || seen.count() < FREE) {
      return Duration.ZERO;
    }
    int doublings = Math.min(seen.count() - FREE, 20);
    Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
    Duration bounded = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    Duration left = Duration.between(clock.instant(), seen.last().plus(bounded));
    return left.isNegative() ? Duration.ZERO : left;
  }
}
