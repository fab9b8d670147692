package io.linewatch.edge.inspection;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which picture each of the last parts was judged by: after a restart or a broken connection the
 * broker sends again what was not acknowledged. A station's worker.
 */
final class RecentParts {
  static final int REMEMBERED = 2_000;

  private final Map<String, String> pictures = new LinkedHashMap<>();

  boolean judged(String part, String picture) {
    return picture.equals(pictures.get(part));
  }

  void add(String part, String picture) {
    pictures.remove(part);
    pictures.put(part, picture);
    if (pictures.size() > REMEMBERED) {
      pictures.remove(pictures.keySet().iterator().next());
    }
  }
}
