package io.linewatch.model.fit.visual;

import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.VisualScore;
import io.linewatch.model.visual.VisualSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A page that shows what a visual model says of pictures: histogram with its limits, agreement with
 * what is known, and each picture with its heat-map, the most unusual first. One thread.
 */
public final class TrialPage {
  private static final String GOOD = "good";

  /** Pictures shown; all are counted. */
  private static final int MOST_SHOWN = 200;

  private static final String SOUND_COLOUR = "#7aa6c2";
  private static final String BAD_COLOUR = "#b00020";
  private static final int BINS = 50;
  private static final int BAR_HEIGHT = 120;
  private static final int BAR_WIDTH = 14;

  private final VisualSpec spec;
  private final List<Trial> trials = new ArrayList<>();

  public TrialPage(VisualSpec spec) {
    this.spec = spec;
  }

  private record Trial(String name, String kind, double score, String picture, String overlay) {}

  /**
   * @param kind {@code good}, the name of a defect, or empty when nothing is known
   */
  public void add(String name, String kind, Picture picture, VisualScore score) {
    trials.add(
        new Trial(
            name,
            kind,
            score.percent(),
            InlinePicture.thumbnail(picture),
            InlinePicture.overlay(score.map())));
  }

  /** One line: verdicts, and agreement where something is known. */
  public String summary() {
    int good = count(t -> t.kind().equals(GOOD));
    int bad = count(t -> !t.kind().isEmpty() && !t.kind().equals(GOOD));
    String verdicts =
        trials.size()
            + " pictures: "
            + count(t -> verdict(t).equals("OK"))
            + " OK, "
            + count(t -> verdict(t).equals("review"))
            + " to review, "
            + count(t -> verdict(t).equals("NG"))
            + " NG";
    return good + bad == 0
        ? verdicts
        : verdicts
            + "; of "
            + good
            + " known to be good "
            + count(t -> t.kind().equals(GOOD) && verdict(t).equals("NG"))
            + " rejected, of "
            + bad
            + " defective "
            + count(t -> isBad(t) && verdict(t).equals("NG"))
            + " rejected and "
            + count(t -> isBad(t) && verdict(t).equals("review"))
            + " to review";
  }

  /** The whole page; nothing in it is fetched from elsewhere. */
  public String html() {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>")
        .append(escaped(spec.name()))
        .append("</title><style>")
        .append("body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#1a1a1a}")
        .append("figure{display:inline-block;margin:0 1rem 1rem 0;width:220px;vertical-align:top}")
        .append(".p{position:relative}.p img{width:220px;display:block}")
        .append(".p img+img{position:absolute;inset:0;height:100%}")
        .append(".NG{color:#b00020}.review{color:#8a5a00}.OK{color:#1b5e20}")
        .append("svg{display:block}")
        .append("</style><h1>")
        .append(escaped(spec.name()))
        .append("</h1><p>")
        .append(escaped(spec.description()))
        .append("</p><p>Pictures are seen at ")
        .append(spec.scales().stream().map(VisualReport::seen).collect(Collectors.joining(", ")))
        .append(".</p><p>")
        .append(escaped(summary()))
        .append("</p>")
        .append(histogram());
    List<Trial> sorted =
        trials.stream().sorted(Comparator.comparingDouble(Trial::score).reversed()).toList();
    sorted.stream().limit(MOST_SHOWN).forEach(trial -> page.append(figure(trial)));
    if (sorted.size() > MOST_SHOWN) {
      page.append("<p>").append(sorted.size() - MOST_SHOWN).append(" more score less.</p>");
    }
    return page.append("</html>\n").toString();
  }

  private String figure(Trial trial) {
    String verdict = verdict(trial);
    String wrong =
        (trial.kind().equals(GOOD) && verdict.equals("NG"))
                || (isBad(trial) && verdict.equals("OK"))
            ? " ≠ "
            : " ";
    return "<figure><div class=\"p\"><img alt=\"\" src=\""
        + trial.picture()
        + "\"><img alt=\"\" src=\""
        + trial.overlay()
        + "\"></div><figcaption><b class=\""
        + verdict
        + "\">"
        + verdict
        + "</b> "
        + String.format(Locale.ROOT, "%.0f %%", trial.score())
        + wrong
        + escaped(trial.kind())
        + "<br>"
        + escaped(trial.name())
        + "</figcaption></figure>";
  }

  /** Bars of scores up to twice the limit; good ones upwards, defective ones darker above them. */
  private String histogram() {
    int[] sound = new int[BINS];
    int[] bad = new int[BINS];
    for (Trial trial : trials) {
      int bin = (int) Math.clamp(trial.score() / 200 * BINS, 0, BINS - 1);
      (isBad(trial) ? bad : sound)[bin]++;
    }
    int most = 1;
    for (int bin = 0; bin < BINS; bin++) {
      most = Math.max(most, sound[bin] + bad[bin]);
    }
    StringBuilder bars = new StringBuilder();
    for (int bin = 0; bin < BINS; bin++) {
      double low = (double) BAR_HEIGHT * sound[bin] / most;
      double high = (double) BAR_HEIGHT * bad[bin] / most;
      bars.append(bar(bin, BAR_HEIGHT - low, low, SOUND_COLOUR));
      bars.append(bar(bin, BAR_HEIGHT - low - high, high, BAD_COLOUR));
    }
    return "<svg role=\"img\" aria-label=\"Histogram of scores\" width=\""
        + BINS * BAR_WIDTH
        + "\" height=\""
        + (BAR_HEIGHT + 24)
        + "\">"
        + bars
        + line(spec.limits().review(), "review")
        + line(spec.limits().reject(), "reject")
        + "</svg><p>Score in percent of the limit; the last bar has all from 200 % on. "
        + square(SOUND_COLOUR)
        + " good or unknown "
        + square(BAD_COLOUR)
        + " defective. A verdict with ≠ is not what the picture's folder says.</p>";
  }

  private static String square(String colour) {
    return "<span style=\"color:" + colour + "\">■</span>";
  }

  private static String bar(int bin, double top, double height, String colour) {
    return String.format(
        Locale.ROOT,
        "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\"/>",
        bin * BAR_WIDTH,
        top,
        BAR_WIDTH - 2,
        height,
        colour);
  }

  private static String line(double percent, String words) {
    double x = percent / 200 * BINS * BAR_WIDTH;
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%d\" stroke=\"#1a1a1a\"/>"
            + "<text x=\"%.1f\" y=\"%d\" font-size=\"12\">%s %.0f %%</text>",
        x,
        x,
        BAR_HEIGHT,
        x + 3,
        words.equals("review") ? 12 : BAR_HEIGHT + 16,
        words,
        percent);
  }

  private String verdict(Trial trial) {
    if (trial.score() >= spec.limits().reject()) {
      return "NG";
    }
    return trial.score() >= spec.limits().review() ? "review" : "OK";
  }

  private static boolean isBad(Trial trial) {
    return !trial.kind().isEmpty() && !trial.kind().equals(GOOD);
  }

  private int count(java.util.function.Predicate<Trial> wanted) {
    return (int) trials.stream().filter(wanted).count();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
