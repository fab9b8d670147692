package io.linewatch.domain.decision;

import io.linewatch.domain.decision.DecisionState.Level;
import io.linewatch.domain.decision.DecisionState.Phase;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link DecisionState} as one line of text and back, exactly, for whoever has to save it: {@code
 * 1|LOW,ACTIVE,2026-11-23T12:00:00Z;…|LOW,ABOVE,4.5|episode|transition|lastTime|lastValue}.
 */
public final class DecisionStateText {
  private static final String VERSION = "1";
  private static final int FIELDS = 7;

  private DecisionStateText() {}

  public static String write(DecisionState state) {
    StringBuilder levels = new StringBuilder();
    for (Level level : state.levels()) {
      levels.append(levels.isEmpty() ? "" : ";").append(level.severity());
      levels.append(',').append(level.phase()).append(',').append(level.since());
    }
    Limit limit = state.limit();
    return String.join(
        "|",
        VERSION,
        levels,
        limit == null ? "" : limit.severity() + "," + limit.comparison() + "," + limit.value(),
        Long.toString(state.episode()),
        Integer.toString(state.transition()),
        state.lastTime() == null ? "" : state.lastTime().toString(),
        Double.toString(state.lastValue()));
  }

  /**
   * @throws IllegalArgumentException when the text is not a decision state of a known version
   */
  public static DecisionState read(String text) {
    String[] fields = text.split("\\|", -1);
    if (fields.length != FIELDS || !fields[0].equals(VERSION)) {
      throw new IllegalArgumentException("not a decision state of version 1: '" + text + "'");
    }
    try {
      return new DecisionState(
          levels(fields[1]),
          limit(fields[2]),
          Long.parseLong(fields[3]),
          Integer.parseInt(fields[4]),
          fields[5].isEmpty() ? null : Instant.parse(fields[5]),
          Double.parseDouble(fields[6]));
    } catch (DateTimeException notATime) {
      throw new IllegalArgumentException("no time in decision state '" + text + "'", notATime);
    }
  }

  private static List<Level> levels(String text) {
    List<Level> levels = new ArrayList<>();
    for (String level : text.isEmpty() ? new String[0] : text.split(";", -1)) {
      String[] parts = three(level);
      levels.add(
          new Level(Severity.valueOf(parts[0]), Phase.valueOf(parts[1]), Instant.parse(parts[2])));
    }
    return levels;
  }

  private static @Nullable Limit limit(String text) {
    if (text.isEmpty()) {
      return null;
    }
    String[] parts = three(text);
    return new Limit(
        Severity.valueOf(parts[0]), Comparison.valueOf(parts[1]), Double.parseDouble(parts[2]));
  }

  private static String[] three(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("'" + text + "' must have three parts");
    }
    return parts;
  }
}
