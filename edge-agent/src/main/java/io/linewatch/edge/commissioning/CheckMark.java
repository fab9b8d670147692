package io.linewatch.edge.commissioning;

import java.time.Instant;

/**
 * Somebody has stood at a sensor and seen its value come.
 *
 * @param channel {@code site/area/line/asset/channel}
 * @param who as they wrote it: the page has no login
 * @param when by the gateway's clock
 * @param value that was there then, in {@code unit}
 */
public record CheckMark(
    String channel, String who, Instant when, double value, String unit, String quality) {
  /** Longest name of a person, in characters. */
  public static final int MAX_WHO = 64;

  public CheckMark {
    if (who.isBlank() || who.length() > MAX_WHO || who.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "say who checks: 1 to " + MAX_WHO + " characters, without line breaks");
    }
  }
}
