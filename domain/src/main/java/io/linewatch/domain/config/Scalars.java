package io.linewatch.domain.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the leaves of a tree become values. */
public enum Scalars {
  /** What programs wrote: JSON types must match, names are exact, durations are ISO-8601. */
  STRICT,
  /** What people wrote: every leaf is text; {@code high}, {@code 15s} and {@code 4.5} are read. */
  LENIENT;

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,4})?");
  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,19}");
  private static final int MAX_SHOWN = 60;

  // Sums of times and durations stay what Java, Kafka and PostgreSQL can hold.
  private static final Duration LONGEST = Duration.ofDays(36_525);
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

  /** Types that are written as one text; each parser throws when the text has another form. */
  private static final Map<Class<?>, Function<String, Object>> TEXT_TYPES =
      Map.of(
          AssetPath.class, AssetPath::of,
          ChannelId.class, ChannelId::of,
          DetectorId.class, DetectorId::of,
          FindingId.class, FindingId::of,
          Instant.class, InstantText::parse,
          LocalTime.class, LocalTime::parse,
          ZoneId.class, ZoneId::of,
          URI.class, URI::create);

  /** Whether values of this type are leaves written as one text. */
  static boolean isText(Class<?> type) {
    return TEXT_TYPES.containsKey(type) || type == Duration.class || type == String.class;
  }

  /**
   * How {@link #STRICT} reads a type that is written as one text.
   *
   * @return throws IllegalArgumentException or DateTimeException when the text has another form
   */
  static Function<String, Object> strictText(Class<?> type) {
    if (type == String.class) {
      return WholeText::require;
    }
    if (type == Duration.class) {
      return text -> within(Duration.parse(text));
    }
    if (type == Instant.class) {
      return text -> within(InstantText.parse(text));
    }
    Function<String, Object> parser = TEXT_TYPES.get(type);
    if (parser == null) {
      throw new IllegalStateException(type + " has no text form; use a type that has one");
    }
    return text -> parser.apply(WholeText.require(text));
  }

  /**
   * @throws IllegalArgumentException saying what the leaf must be
   */
  Object read(JsonNode leaf, Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return readBoolean(leaf);
    }
    if (type == int.class || type == Integer.class) {
      long number = readWhole(leaf);
      if (number != (int) number) {
        throw mustBe("a whole number within ±2,147,483,647", leaf);
      }
      return (int) number;
    }
    if (type == long.class || type == Long.class) {
      return readWhole(leaf);
    }
    if (type == double.class || type == Double.class) {
      return readNumber(leaf);
    }
    if (!leaf.isTextual()) {
      throw mustBe("text", leaf);
    }
    return readText(leaf, type);
  }

  private Object readText(JsonNode leaf, Class<?> type) {
    String text = leaf.textValue();
    if (type == String.class) {
      return WholeText.require(this == LENIENT ? visible(text) : text);
    }
    if (type.isEnum()) {
      return readEnum(text, type);
    }
    if (type == Duration.class) {
      return within(this == LENIENT ? DurationText.parse(text) : isoDuration(leaf));
    }
    Function<String, Object> parser = strictText(type);
    try {
      return parser.apply(this == LENIENT ? text.strip() : text);
    } catch (DateTimeException e) {
      throw mustBe(type == Instant.class ? "an ISO-8601 time" : "a " + type.getSimpleName(), leaf);
    }
  }

  private boolean readBoolean(JsonNode leaf) {
    if (this == STRICT) {
      if (!leaf.isBoolean()) {
        throw mustBe("true or false", leaf);
      }
      return leaf.booleanValue();
    }
    return switch (leaf.asText().strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes" -> true;
      case "false", "no" -> false;
      default -> throw mustBe("true or false", leaf);
    };
  }

  private long readWhole(JsonNode leaf) {
    if (this == STRICT && leaf.isIntegralNumber() && leaf.canConvertToLong()) {
      return leaf.longValue();
    }
    if (this == LENIENT && WHOLE.matcher(leaf.asText().strip()).matches()) {
      try {
        return Long.parseLong(leaf.asText().strip());
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(mustBe("a whole number", leaf).getMessage(), e);
      }
    }
    throw mustBe("a whole number", leaf);
  }

  private double readNumber(JsonNode leaf) {
    double number = Double.NaN;
    if (this == STRICT && leaf.isNumber()) {
      number = leaf.doubleValue();
    } else if (this == LENIENT && NUMBER.matcher(leaf.asText().strip()).matches()) {
      number = Double.parseDouble(leaf.asText().strip());
    }
    if (!Double.isFinite(number)) {
      throw mustBe("a finite number", leaf);
    }
    return number;
  }

  private Object readEnum(String text, Class<?> type) {
    List<?> constants = Arrays.asList(type.getEnumConstants());
    String sought =
        this == STRICT
            ? text
            : text.strip().toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    for (Object constant : constants) {
      if (((Enum<?>) constant).name().equals(sought)) {
        return constant;
      }
    }
    List<String> names = constants.stream().map(this::shown).toList();
    throw new IllegalArgumentException(
        "'" + Excerpt.of(text, MAX_SHOWN) + "' is not known here; " + Nearest.hint(text, names));
  }

  private String shown(Object constant) {
    String name = ((Enum<?>) constant).name();
    return this == STRICT ? name : name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Duration isoDuration(JsonNode leaf) {
    try {
      return Duration.parse(leaf.textValue());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(mustBe("an ISO-8601 duration", leaf).getMessage(), e);
    }
  }

  /**
   * What people write goes through editors and spreadsheets, which may not know its encoding; and
   * some characters that nobody sees are line breaks to YAML and would not come back.
   */
  private static String visible(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\ufffd') {
        throw new IllegalArgumentException(
            "has lost characters (\ufffd): save the file as UTF-8 and try again");
      }
      boolean control = Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
      if (control || c == '\u2028' || c == '\u2029') {
        throw new IllegalArgumentException(
            "has a control character (U+%04X): write the text again".formatted((int) c));
      }
    }
    return text;
  }

  private static Duration within(Duration duration) {
    // Not by its absolute value: the least duration has none.
    if (duration.compareTo(LONGEST) > 0 || duration.compareTo(LONGEST.negated()) < 0) {
      throw new IllegalArgumentException("must be within ±100 years, not " + duration);
    }
    return duration;
  }

  private static Instant within(Instant time) {
    if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
      throw new IllegalArgumentException("must be in the years 1900 to 9999, not " + time);
    }
    return time;
  }

  private static IllegalArgumentException mustBe(String what, @Nullable JsonNode leaf) {
    return new IllegalArgumentException("must be " + what + ", not " + describe(leaf));
  }

  static String describe(@Nullable JsonNode node) {
    if (node == null || node.isMissingNode() || node.isNull()) {
      return "nothing";
    }
    if (node.isObject()) {
      return "a group of keys";
    }
    if (node.isArray()) {
      return "a list";
    }
    return node.isTextual()
        ? "'" + Excerpt.of(node.textValue(), MAX_SHOWN) + "'"
        : Excerpt.of(node.asText(), MAX_SHOWN);
  }
}
