package io.linewatch.bench.visual;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.visual.GoodPictures;
import io.linewatch.model.fit.visual.TemplateFitter;
import io.linewatch.model.fit.visual.VisualOptions;
import io.linewatch.model.visual.HeatSpots;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.VisualScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Pairs of a golden picture and a picture with defects (DeepPCB: {@code test/NAME_temp.png}, {@code
 * test/NAME_test.png}, {@code boxes.csv}). Each golden picture is a model of its own; nothing is
 * learned from the boxes. A spot is right when its rectangle overlaps a box that no other spot has
 * taken by more than {@value #OVERLAP} (intersection over union), whatever the class.
 */
final class TemplatePairs {
  private static final double OVERLAP = 0.33;

  /**
   * The boxes of the set were drawn some pixels outside the defects, spots lie inside by the
   * tolerance; looked at on trainval, never on test.
   */
  private static final double AROUND = 10;

  /** No box of trainval is smaller. */
  private static final double LEAST_SIDE = 24;

  private static final int GAP = 5;
  private static final double LIMIT = 100;

  /** Column of the balance of precision and recall. */
  static final String F_SCORE = "F at IoU 0.33";

  private final String name;
  private final Path folder;

  TemplatePairs(String name, Path folder) {
    this.name = name;
    this.folder = folder;
  }

  static boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve("boxes.csv"))
        && Files.isDirectory(folder.resolve("test"));
  }

  /** In pixels. */
  private record Box(double left, double top, double right, double bottom) {
    double overlap(Box other) {
      double width = Math.min(right, other.right) - Math.max(left, other.left);
      double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
      if (width <= 0 || height <= 0) {
        return 0;
      }
      double both = width * height;
      return both / (area() + other.area() - both);
    }

    double area() {
      return (right - left) * (bottom - top);
    }
  }

  /** Counts of one split. */
  private static final class Count {
    private int right;
    private int wrong;
    private int missed;
    private int pairs;
    private int goodRejected;
    private int refused;

    double f() {
      return 2.0 * right / (2.0 * right + wrong + missed);
    }
  }

  void judge(BenchReport report) throws Exception {
    for (Map.Entry<String, Map<String, List<Box>>> part : splits().entrySet()) {
      String split = part.getKey();
      Count count = judge(split, part.getValue());
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("set", name);
      row.put("who", "Linewatch, " + split);
      row.put("head", "TEMPLATE");
      row.put("pairs", count.pairs);
      row.put(F_SCORE, String.format(Locale.ROOT, "%.4f", count.f()));
      row.put("right", count.right);
      row.put("wrong", count.wrong);
      row.put("missed", count.missed);
      row.put("golden rejected", count.goodRejected);
      row.put("golden refused", count.refused);
      row.put("source", "this run");
      report.row(row);
      System.out.println(row);
      if (split.equals("test")) {
        PublishedPictures.goals(name)
            .forEach((kind, goal) ->
                report.target(
                    Target.atLeast(name + " class-blind " + F_SCORE + kind, goal, count.f())));
      }
    }
  }

  private Count judge(String split, Map<String, List<Box>> pairs) throws Exception {
    Count count = new Count();
    TemplateFitter fitter = new TemplateFitter(VisualOptions.of("pair"));
    for (Map.Entry<String, List<Box>> pair : pairs.entrySet()) {
      Picture golden = picture(split, pair.getKey() + "_temp.png");
      Picture picture = picture(split, pair.getKey() + "_test.png");
      count.pairs++;
      TemplateFitter.Template template;
      try {
        template = fitter.template(golden);
      } catch (FitRefused empty) {
        // A golden picture that shows nothing is no model; what it should have found is missed.
        System.out.println(name + " " + split + " " + pair.getKey() + ": " + empty.getMessage());
        count.refused++;
        count.missed += pair.getValue().size();
        continue;
      }
      VisualScore score = template.score(picture);
      count.goodRejected += template.score(golden).percent() >= LIMIT ? 1 : 0;
      match(spots(score, picture), pair.getValue(), count);
    }
    return count;
  }

  private static List<Box> spots(VisualScore score, Picture picture) {
    List<Box> boxes = new ArrayList<>();
    for (HeatSpots.Spot spot : HeatSpots.of(score.map(), LIMIT, GAP, 1)) {
      double x = (spot.box().left() + spot.box().right()) / 2 * picture.width();
      double y = (spot.box().top() + spot.box().bottom()) / 2 * picture.height();
      double width = Math.max(LEAST_SIDE, spot.box().width() * picture.width() + 2 * AROUND);
      double height = Math.max(LEAST_SIDE, spot.box().height() * picture.height() + 2 * AROUND);
      boxes.add(new Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2));
    }
    return boxes;
  }

  /** Each spot, the largest first, takes the box it overlaps most. */
  private static void match(List<Box> spots, List<Box> boxes, Count count) {
    List<Box> open = new ArrayList<>(boxes);
    for (Box spot : spots) {
      Box best = null;
      for (Box box : open) {
        best = best == null || spot.overlap(box) > spot.overlap(best) ? box : best;
      }
      if (best != null && spot.overlap(best) > OVERLAP) {
        open.remove(best);
        count.right++;
      } else {
        count.wrong++;
      }
    }
    count.missed += open.size();
  }

  private Picture picture(String split, String name) throws Exception {
    return GoodPictures.read(folder.resolve(split).resolve(name));
  }

  /** Boxes by pair, by split in the order of the file. */
  private Map<String, Map<String, List<Box>>> splits() throws IOException {
    Map<String, Map<String, List<Box>>> splits = new LinkedHashMap<>();
    List<String> columns = List.of();
    for (String line : Files.readAllLines(folder.resolve("boxes.csv"))) {
      String[] cells = line.split(",", -1);
      if (columns.isEmpty()) {
        columns = Arrays.stream(cells).map(String::trim).toList();
        continue;
      }
      splits
          .computeIfAbsent(cells[columns.indexOf("split")], _ -> new LinkedHashMap<>())
          .computeIfAbsent(cells[columns.indexOf("pair")], _ -> new ArrayList<>())
          .add(
              new Box(
                  Double.parseDouble(cells[columns.indexOf("x1")]),
                  Double.parseDouble(cells[columns.indexOf("y1")]),
                  Double.parseDouble(cells[columns.indexOf("x2")]),
                  Double.parseDouble(cells[columns.indexOf("y2")])));
    }
    return splits;
  }
}
