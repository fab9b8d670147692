package io.linewatch.model.tabular;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to learn failures from and how.
 *
 * @param files tables, one row a record
 * @param labelColumn says 0 or 1, no or yes; null to find it
 * @param leaveOut columns not to use
 * @param rows which rows of the tables, in order, are learned from; null for all
 * @param every how often a gateway judges the machine
 * @param trees of the forest
 * @param assetLabel what the model watches, for its description; empty when unsaid
 */
public record TabularOptions(
    String name,
    List<Path> files,
    @Nullable String labelColumn,
    List<String> leaveOut,
    @Nullable RowChoice rows,
    Duration every,
    int trees,
    String assetLabel) {
  public static final int DEFAULT_TREES = 200;
  public static final Duration DEFAULT_EVERY = Duration.ofSeconds(1);

  /** Which rows are taken. */
  @FunctionalInterface
  public interface RowChoice {
    /**
     * @param row counted over all files from 1
     */
    boolean takes(int row);
  }

  public TabularOptions {
    files = List.copyOf(files);
    leaveOut = List.copyOf(leaveOut);
    if (trees < 10 || trees > 2_000) {
      throw new IllegalArgumentException("a forest has 10 to 2000 trees, not " + trees);
    }
    if (every.compareTo(Duration.ofMillis(1)) < 0 || every.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("a record comes every millisecond to every day");
    }
  }

  /** The standard way. */
  public static TabularOptions of(
      String name, List<Path> files, @Nullable String labelColumn, List<String> leaveOut) {
    return new TabularOptions(
        name, files, labelColumn, leaveOut, null, DEFAULT_EVERY, DEFAULT_TREES, "");
  }
}
