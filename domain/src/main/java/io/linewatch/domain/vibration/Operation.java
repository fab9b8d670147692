package io.linewatch.domain.vibration;

import org.jspecify.annotations.Nullable;

/**
 * How a machine ran while a block was taken, as far as the block tells.
 *
 * @param speedRpm turns a minute; null when it does not tell
 * @param load in the plant's own measure; null when it does not tell
 * @param state the machine's state; null when it does not tell
 */
public record Operation(@Nullable Double speedRpm, @Nullable Double load, @Nullable String state) {
  public static final Operation UNTOLD = new Operation(null, null, null);
}
