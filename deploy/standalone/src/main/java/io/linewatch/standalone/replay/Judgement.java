package io.linewatch.standalone.replay;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one recording was judged.
 *
 * @param labelled whether the recording says which rows were faulty
 * @param delay from the first faulty row to the alarm; null when none came or nothing is labelled
 */
record Judgement(
    String file,
    boolean labelled,
    long rows,
    Confusion confusion,
    Verdicts verdicts,
    @Nullable Duration delay) {
  private static final String HEADER =
      "%-34s %7s %6s %9s %7s %6s %7s %7s %9s%n"
          .formatted(
              "recording",
              "rows",
              "alerts",
              "precision",
              "recall",
              "F1",
              "FAR %",
              "MAR %",
              "delay");

  /** The table people read. */
  static String table(List<Judgement> judgements) {
    StringBuilder text = new StringBuilder(HEADER);
    Confusion all = Confusion.NONE;
    for (Judgement judgement : judgements) {
      text.append(judgement.lines());
      all = all.plus(judgement.confusion);
    }
    if (judgements.size() > 1 && judgements.stream().allMatch(Judgement::labelled)) {
      long rows = judgements.stream().mapToLong(Judgement::rows).sum();
      long alerts = judgements.stream().mapToLong(each -> each.verdicts.spans().size()).sum();
      text.append(line("all together", rows, Long.toString(alerts), all, "-"));
      text.append(line("  an alarm that is always on", rows, "-", all.alwaysOn(), "-"));
    }
    return text.append(
            "A row counts as alarmed while the alert's condition was active in the centre's history"
                + " (delays of the policy included).\n"
                + "FAR = FP / (FP + TN), MAR = FN / (FN + TP).\n")
        .toString();
  }

  private String lines() {
    int alerts = verdicts.spans().size();
    if (labelled) {
      return line(file, rows, Integer.toString(alerts), confusion, delayText())
          + line("  an alarm that is always on", rows, "-", confusion.alwaysOn(), "-");
    }
    StringBuilder text =
        new StringBuilder(
            String.format(Locale.ROOT, "%-34s %7d %6d  (no label column)%n", file, rows, alerts));
    verdicts
        .spans()
        .forEach(span ->
            text.append("    alert from ")
                .append(span.start())
                .append(span.end() == null ? ", not over at the end" : " to " + span.end())
                .append('\n'));
    return text.toString();
  }

  private String delayText() {
    return delay == null ? "missed" : delay.toSeconds() + " s";
  }

  private static String line(
      String name, long rows, String alerts, Confusion confusion, String delay) {
    return String.format(
        Locale.ROOT,
        "%-34s %7d %6s %9.3f %7.3f %6.3f %7.2f %7.2f %9s%n",
        name,
        rows,
        alerts,
        confusion.precision(),
        confusion.recall(),
        confusion.f1(),
        confusion.falseAlarmPercent(),
        confusion.missedAlarmPercent(),
        delay);
  }
}
