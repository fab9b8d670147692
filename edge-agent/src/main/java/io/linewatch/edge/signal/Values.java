package io.linewatch.edge.signal;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.domain.signal.Quality;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads a value and a quality out of a JSON node. */
final class Values {
  /** A JSON number in quotes; nothing that needs guessing, such as "12,5" or " 12". */
  private static final Pattern NUMBER =
      Pattern.compile("-?\\d{1,40}(\\.\\d{1,40})?([eE][+-]?\\d{1,4})?");

  private static final Pattern NOT_FINITE = Pattern.compile("[+-]?(NaN|Inf|Infinity)");

  private Values() {}

  /** A value could not be read. */
  static final class Refused extends Exception {
    final RejectionReason reason;

    Refused(RejectionReason reason, String detail) {
      super(detail, null, false, false);
      this.reason = reason;
    }

    String detail() {
      return String.valueOf(getMessage());
    }
  }

  /** A number, a boolean as 0 or 1, or a text that is strictly a number. */
  static double value(JsonNode node) throws Refused {
    if (node.isBoolean()) {
      return node.booleanValue() ? 1 : 0;
    }
    double value;
    if (node.isNumber()) {
      value = node.doubleValue();
    } else if (node.isTextual() && NUMBER.matcher(node.textValue()).matches()) {
      value = Double.parseDouble(node.textValue());
    } else if (node.isTextual() && NOT_FINITE.matcher(node.textValue()).matches()) {
      value = Double.NaN;
    } else {
      throw new Refused(
          RejectionReason.WRONG_TYPE,
          "the value is " + shortened(node) + ", which is not a number");
    }
    if (!Double.isFinite(value)) {
      throw new Refused(
          RejectionReason.NOT_FINITE, "the value " + shortened(node) + " is not a finite number");
    }
    return value;
  }

  /**
   * A word (good, uncertain, bad), an OPC UA status code (the two highest of 32 bits tell) or an
   * OPC DA quality (1 to 255; bits 6 and 7 tell). 0 is read as OPC UA's Good. What is none of these
   * is uncertain.
   */
  static Quality quality(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return code(node.longValue());
    }
    if (node.isBoolean()) {
      return node.booleanValue() ? Quality.GOOD : Quality.BAD;
    }
    if (!node.isTextual()) {
      return Quality.UNCERTAIN;
    }
    String word = node.textValue().strip().toLowerCase(Locale.ROOT);
    if (word.startsWith("good")) {
      return Quality.GOOD;
    }
    return word.startsWith("bad") ? Quality.BAD : Quality.UNCERTAIN;
  }

  private static Quality code(long code) {
    if (code < 0 || code > 0xFFFF_FFFFL) {
      return Quality.UNCERTAIN;
    }
    if (code >= 1 && code <= 255) {
      return switch ((int) (code >> 6)) {
        case 3 -> Quality.GOOD;
        case 0 -> Quality.BAD;
        default -> Quality.UNCERTAIN;
      };
    }
    return switch ((int) (code >>> 30)) {
      case 0 -> Quality.GOOD;
      case 1 -> Quality.UNCERTAIN;
      default -> Quality.BAD;
    };
  }

  private static String shortened(JsonNode node) {
    String text = node.toString();
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
