package io.linewatch.model.fit;

import io.linewatch.model.csv.UnreadableCsv;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One method for several machines, or several runs of one: the one that finds most seeded faults in
 * held-out normal running, over all their recordings ({@link MethodChoice}). No label has a part.
 */
public final class CommonMethod {
  private CommonMethod() {}

  /**
   * A method, and what it found.
   *
   * @param foundShare of the faulty rows, mean over the recordings
   */
  public record Found(FitMethod method, double foundShare) {}

  /**
   * The methods that can be tried on every recording, the best first.
   *
   * @param recordings each by itself; their methods have no part
   * @throws FitRefused when a recording cannot be learned from at all
   */
  public static List<Found> ranked(List<FitOptions> recordings, FitProgress progress)
      throws IOException, UnreadableCsv, FitRefused {
    Map<FitMethod, List<Double>> found = new LinkedHashMap<>();
    for (FitOptions options : recordings) {
      RecordedRows recording =
          UsableChannels.of(
              RecordingReader.read(
                  options.files(),
                  options.channels(),
                  new RecordingReader.Range(options.rows(), options.from(), options.to())),
              new ArrayList<>());
      MethodChoice choice = new MethodChoice(options, recording, progress);
      for (MethodChoice.Judged judged : choice.judged(MethodChoice.CANDIDATES)) {
        found.computeIfAbsent(judged.method(), _ -> new ArrayList<>()).add(judged.foundShare());
      }
    }
    List<Found> ranked = new ArrayList<>();
    found.forEach((method, shares) -> {
      if (shares.size() == recordings.size()) {
        double mean = shares.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        ranked.add(new Found(method, mean));
      }
    });
    ranked.sort(Comparator.comparingDouble(Found::foundShare).reversed());
    return ranked;
  }
}
