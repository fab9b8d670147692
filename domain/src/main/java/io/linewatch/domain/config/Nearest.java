package io.linewatch.domain.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which valid word somebody probably meant. */
public final class Nearest {
  private static final int MAX_COMPARED_LENGTH = 128;
  private static final int MAX_LISTED = 12;

  private Nearest() {}

  /** The valid word with the least edit distance, if it is near enough to be worth saying. */
  public static Optional<String> to(String word, Collection<String> valid) {
    if (word.length() > MAX_COMPARED_LENGTH) {
      return Optional.empty();
    }
    String sought = word.toLowerCase(Locale.ROOT);
    return valid.stream()
        .filter(candidate -> candidate.length() <= MAX_COMPARED_LENGTH)
        .filter(candidate -> isNear(sought, candidate.toLowerCase(Locale.ROOT)))
        .min(
            Comparator.<String>comparingInt(
                    candidate -> distance(sought, candidate.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** A phrase for a message: {@code did you mean 'x'?} or {@code valid: a, b, c}. */
  public static String hint(String word, Collection<String> valid) {
    return to(word, valid).map(near -> "did you mean '" + near + "'?").orElse(listed(valid));
  }

  private static String listed(Collection<String> valid) {
    if (valid.isEmpty()) {
      return "there are none to choose from";
    }
    String few = valid.stream().sorted().limit(MAX_LISTED).collect(Collectors.joining(", "));
    return "valid: " + few + (valid.size() > MAX_LISTED ? ", …" : "");
  }

  private static boolean isNear(String word, String candidate) {
    return distance(word, candidate) <= Math.max(2, candidate.length() / 3)
        || (word.length() >= 3 && (candidate.contains(word) || word.contains(candidate)));
  }

  /** Damerau-Levenshtein distance (optimal string alignment). */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
        best = Math.min(best, cost[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = best;
      }
    }
    return cost[a.length()][b.length()];
  }
}
