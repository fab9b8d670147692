package io.linewatch.central.historian;

import io.linewatch.domain.signal.Quality;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the words and codes of historians say of a value. Words: the digital states that the PI Data
 * Archive writes in place of a value, those of Wonderware, iFIX and Chinese systems, and what
 * spreadsheets leave of them. Codes: OPC Data Access 3.0 (192 and above good, 64 to 191 uncertain)
 * or OPC UA Part 4 (severity in the two highest bits of 32).
 */
final class QualityWords {
  /** By which table the numbers of a quality column are read. */
  enum Codes {
    OPC_DA,
    OPC_UA
  }

  private static final Set<String> BAD =
      Set.of(
          "bad",
          "bad input",
          "bad output",
          "bad total",
          "bad data",
          "badquality",
          "i/o timeout",
          "io timeout",
          "i/o-timeout",
          "timeout",
          "#n/a",
          "#na",
          "n/a",
          "#value!",
          "#ref!",
          "#div/0!",
          "#num!",
          "nan",
          "+nan",
          "-nan",
          "inf",
          "+inf",
          "-inf",
          "infinity",
          "+infinity",
          "-infinity",
          "1.#inf",
          "-1.#ind",
          "no data",
          "nodata",
          "no result",
          "pt created",
          "shutdown",
          "comm fail",
          "commfail",
          "comm failure",
          "calc failed",
          "calc crash",
          "calc off",
          "scan off",
          "scan timeout",
          "scan time out",
          "intf shut",
          "configure",
          "not connect",
          "not connected",
          "not converge",
          "out of serv",
          "out of service",
          "over range",
          "under range",
          "failed",
          "error",
          "fault",
          "invalid",
          "unknown",
          "offline",
          "device failure",
          "sensor failure",
          "equip fail",
          "arc off-line",
          "arc offline",
          "schlecht",
          "ungültig",
          "坏",
          "坏值",
          "坏点",
          "无效",
          "超时",
          "通讯中断",
          "通信中断",
          "离线",
          "故障");

  private static final Map<String, Quality> COLUMN =
      Map.ofEntries(
          Map.entry("", Quality.GOOD),
          Map.entry("good", Quality.GOOD),
          Map.entry("g", Quality.GOOD),
          Map.entry("ok", Quality.GOOD),
          Map.entry("valid", Quality.GOOD),
          Map.entry("true", Quality.GOOD),
          Map.entry("gut", Quality.GOOD),
          Map.entry("好", Quality.GOOD),
          Map.entry("良好", Quality.GOOD),
          Map.entry("正常", Quality.GOOD),
          Map.entry("有效", Quality.GOOD),
          Map.entry("uncertain", Quality.UNCERTAIN),
          Map.entry("u", Quality.UNCERTAIN),
          Map.entry("questionable", Quality.UNCERTAIN),
          Map.entry("doubtful", Quality.UNCERTAIN),
          Map.entry("substituted", Quality.UNCERTAIN),
          Map.entry("annotated", Quality.UNCERTAIN),
          Map.entry("unsicher", Quality.UNCERTAIN),
          Map.entry("可疑", Quality.UNCERTAIN),
          Map.entry("不确定", Quality.UNCERTAIN),
          Map.entry("b", Quality.BAD),
          Map.entry("false", Quality.BAD));

  private static final long UA_LEAST = 0x4000_0000L;
  private static final int DA_GREATEST = 0xFFFF;
  private static final int MAX_CODE = 12;

  private final @Nullable Codes codes;
  private final Set<String> bad;

  /**
   * @param codes null where the column has words, or codes that say themselves what they are
   * @param more own markers of bad values
   */
  QualityWords(@Nullable Codes codes, Collection<String> more) {
    this.codes = codes;
    this.bad = new HashSet<>(BAD);
    more.forEach(marker -> bad.add(plain(marker)));
  }

  /** Whether a text in place of a value says that there was none to be had. */
  boolean isBadMarker(String text) {
    return bad.contains(plain(text));
  }

  /** What a quality column says; null when nobody knows what that is. */
  @Nullable Quality of(String text) {
    String word = plain(text);
    Quality known = COLUMN.get(word);
    if (known != null) {
      return known;
    }
    if (bad.contains(word)) {
      return Quality.BAD;
    }
    Long code = code(word);
    return code == null ? null : of(code);
  }

  private @Nullable Quality of(long code) {
    boolean ua = codes == Codes.OPC_UA || (codes == null && (code & 0xFFFF_FFFFL) >= UA_LEAST);
    if (ua) {
      return switch ((int) (code >>> 30) & 3) {
        case 0 -> Quality.GOOD;
        case 1 -> Quality.UNCERTAIN;
        default -> Quality.BAD;
      };
    }
    if (code < 0 || code > DA_GREATEST) {
      return null;
    }
    return switch ((int) (code >> 6) & 3) {
      case 3 -> Quality.GOOD;
      case 1 -> Quality.UNCERTAIN;
      default -> Quality.BAD;
    };
  }

  /**
   * By which table a column's numbers are read: in one, 0 is bad, in the other good.
   *
   * @throws RefusedExport when the numbers do not tell
   */
  static @Nullable Codes guess(String column, List<String> texts) throws RefusedExport {
    boolean zero = false;
    for (String text : texts) {
      Long code = code(plain(text));
      if (code != null && code != 0) {
        return (code & 0xFFFF_FFFFL) >= UA_LEAST ? Codes.OPC_UA : Codes.OPC_DA;
      }
      zero |= code != null;
    }
    if (zero) {
      throw new RefusedExport(
          ("the quality column '%s' begins with 0 alone, which is bad in OPC Data Access and good"
                  + " in OPC UA: say which with --quality-codes opc-da or opc-ua")
              .formatted(column));
    }
    return null;
  }

  private static @Nullable Long code(String word) {
    if (word.isEmpty() || word.length() > MAX_CODE) {
      return null;
    }
    try {
      return word.startsWith("0x")
          ? Long.valueOf(word.substring(2), 16)
          : (Long) (long) Double.parseDouble(word);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String plain(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
