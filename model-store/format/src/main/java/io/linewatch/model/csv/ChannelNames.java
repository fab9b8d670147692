package io.linewatch.model.csv;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Column headers to channel names: letters, digits, '_', '-', '.', each once. */
final class ChannelNames {
  private static final Pattern UNIT =
      Pattern.compile("^(.*?)\\s*[\\[(（]([^\\])）]{1,16})[\\])）]\\s*$");
  private static final int MAX_LENGTH = 64;
  private static final int MAX_HEADER = 256;

  private final Set<String> taken = new HashSet<>();

  CsvGuess.Column column(int index, String header) {
    String stripped = header.strip();
    // Bounded ahead of the patterns, whose work grows with the square of a run of spaces.
    String text = stripped.substring(0, Math.min(stripped.length(), MAX_HEADER));
    Matcher m = UNIT.matcher(text);
    String name = m.matches() && !m.group(1).isBlank() ? m.group(1) : text;
    String unit = m.matches() && !m.group(1).isBlank() ? m.group(2).strip() : "";
    return new CsvGuess.Column(index, header, unique(clean(name), index), unit);
  }

  private static String clean(String name) {
    String clean = name.replaceAll("[^\\p{L}\\p{N}_.\\-]+", "_").replaceAll("^[_.\\-]+|_+$", "");
    return clean.length() > MAX_LENGTH ? clean.substring(0, MAX_LENGTH) : clean;
  }

  private String unique(String name, int index) {
    String base = name.isEmpty() ? "c" + (index + 1) : name;
    String candidate = base;
    for (int n = 2; !taken.add(candidate); n++) {
      String suffix = "_" + n;
      int room = Math.min(base.length(), MAX_LENGTH - suffix.length());
      candidate = base.substring(0, room) + suffix;
    }
    return candidate;
  }
}
