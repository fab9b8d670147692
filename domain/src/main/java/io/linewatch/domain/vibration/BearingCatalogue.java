package io.linewatch.domain.vibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bearings by designation. A small file that ships, and the form in which a plant states its own:
 * makers publish the numbers of each bearing.
 */
public final class BearingCatalogue {
  /**
   * One bearing.
   *
   * @param source where its numbers were published
   */
  public record Entry(String designation, BearingOrders orders, String source) {}

  private static final int COLUMNS = 6;

  private final Map<String, Entry> entries = new TreeMap<>();

  private BearingCatalogue() {}

  /**
   * Reads lines of {@code designation;FTF;BPFO;BPFI;BSF;source}, orders per turn of the shaft; or
   * {@code designation;N;d mm;D mm;angle;source} where the second column is a whole number of
   * elements. Lines that start with {@code #} are comments.
   *
   * @throws IllegalArgumentException with the line's number and what is wrong
   */
  public static BearingCatalogue read(String text) {
    BearingCatalogue catalogue = new BearingCatalogue();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        try {
          Entry entry = entry(line.split(";", -1));
          catalogue.entries.put(key(entry.designation), entry);
        } catch (IllegalArgumentException wrong) {
          throw new IllegalArgumentException("line " + number + ": " + wrong.getMessage(), wrong);
        }
      }
    }
    return catalogue;
  }

  private static Entry entry(String[] cells) {
    if (cells.length != COLUMNS) {
      throw new IllegalArgumentException("there must be 6 columns, separated by ';'");
    }
    double[] numbers = new double[4];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Double.parseDouble(cells[i + 1].strip());
    }
    return new Entry(cells[0].strip(), orders(numbers), cells[5].strip());
  }

  /** A number of elements is whole and at least 3; an FTF is below one half. */
  private static BearingOrders orders(double[] numbers) {
    return numbers[0] >= 1
        ? geometry(numbers).orders()
        : new BearingOrders(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  private static BearingGeometry geometry(double[] numbers) {
    if (numbers[0] != Math.rint(numbers[0])) {
      throw new IllegalArgumentException("a bearing has a whole number of elements");
    }
    return new BearingGeometry((int) numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  /**
   * A designation of the catalogue, or a bearing of one's own as {@code N/d/D/angle} in mm and
   * degrees, or as {@code FTF/BPFO/BPFI/BSF} per turn of the shaft.
   *
   * @throws IllegalArgumentException with what is known, when it is neither
   */
  public BearingOrders orders(String text) {
    Entry entry = entries.get(key(text));
    if (entry != null) {
      return entry.orders;
    }
    String[] parts = text.split("/", -1);
    if (parts.length == 4) {
      double[] numbers = new double[4];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = number(parts[i], text);
      }
      return orders(numbers);
    }
    throw unknown(text);
  }

  private double number(String part, String text) {
    try {
      return Double.parseDouble(part.strip());
    } catch (NumberFormatException notOne) {
      throw unknown(text);
    }
  }

  private IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "bearing '"
            + text
            + "' is not in the catalogue ("
            + String.join(", ", designations())
            + "); give its own as N/d/D/angle, such as 9/7.94/38.5/0, from its maker's data");
  }

  /** As they are written in the file, in order. */
  public List<String> designations() {
    List<String> names = new ArrayList<>();
    entries.values().forEach(entry -> names.add(entry.designation));
    return names;
  }

  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  private static String key(String designation) {
    return designation.strip().toUpperCase(Locale.ROOT).replace(" ", "");
  }

  /** The catalogue that ships. */
  public static BearingCatalogue shipped() {
    return read(ShippedBearings.TEXT);
  }
}
