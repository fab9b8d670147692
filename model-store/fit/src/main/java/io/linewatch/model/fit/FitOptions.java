package io.linewatch.model.fit;

import io.linewatch.model.limit.FalseAlarmBudget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to fit and how.
 *
 * @param files recordings of normal running, in order of time
 * @param channels to use, in order; empty for every column of numbers
 * @param rows only the first so many rows of every file, or null for all
 * @param from only rows at or after, or null
 * @param to only rows before, or null
 * @param gridStep distance of the rows the model works on, or null for what the recording shows
 * @param method how it is learned
 * @param assetLabel what the model watches, for its description; empty when unsaid
 * @param budget how rarely a machine that runs well may raise an alarm; null for the standard
 *     margin above the held-out rows
 */
public record FitOptions(
    String name,
    List<Path> files,
    List<String> channels,
    @Nullable Integer rows,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Duration gridStep,
    FitMethod method,
    String assetLabel,
    @Nullable FalseAlarmBudget budget) {
  public FitOptions {
    files = List.copyOf(files);
    channels = List.copyOf(channels);
  }

  /** All of the recordings, learned the standard way. */
  public static FitOptions of(String name, List<Path> files, @Nullable Integer rows) {
    return new FitOptions(
        name, files, List.of(), rows, null, null, null, FitMethod.STANDARD, "", null);
  }

  /** The same, learned another way. */
  public FitOptions with(FitMethod other) {
    return new FitOptions(
        name, files, channels, rows, from, to, gridStep, other, assetLabel, budget);
  }
}
