package io.linewatch.domain.decision;

import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a decision is made on: a raw value in the channel's unit, or a model's score in percent of
 * its limit.
 *
 * @param machineState the machine's state at {@code time}, or null when nobody reports one
 */
public record DecisionInput(
    Instant time, double value, Quality quality, @Nullable String machineState) {}
