package io.linewatch.edge.inspection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.edge.intake.InboundMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message that brings a picture: its bytes as they are, with MQTT 5 user properties {@code part},
 * {@code time}, {@code exposure}, {@code product}, {@code known}; or a JSON object with the same
 * fields and {@code picture} in Base64. Pure.
 */
final class PictureMessage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] NOTHING = {};

  /** Whoever sends no part's id gets one of the time it came: good for counting, not for a gate. */
  private static final String UNNAMED = "at-";

  private PictureMessage() {}

  /** What a message could not say as it should; the picture is judged all the same. */
  record Read(StationPicture picture, String problem) {}

  /**
   * Never fails: what is no picture goes on as no bytes, and gets its verdict.
   *
   * @param receipt of the picture
   */
  static Read read(String station, InboundMessage message, StationPicture.Receipt receipt) {
    byte[] payload = message.payload();
    Map<String, String> said = new TreeMap<>(message.properties());
    String problem = "";
    if (payload.length > 0 && payload[0] == '{') {
      try {
        payload = envelope(payload, said);
      } catch (IOException | IllegalArgumentException malformed) {
        problem = "the JSON envelope cannot be read: " + reason(malformed);
        payload = NOTHING;
      }
    }
    Fields fields = new Fields(said);
    Instant taken = fields.time(message.arrival());
    String part = fields.part();
    if (part == null) {
      part = UNNAMED + ChronoUnit.MICROS.between(Instant.EPOCH, message.arrival());
    }
    StationPicture picture =
        new StationPicture(
            station,
            part,
            payload,
            taken,
            message.arrival(),
            fields.exposure(),
            said.get("product"),
            fields.known(),
            receipt);
    return new Read(picture, problem.isEmpty() ? fields.problem : problem);
  }

  private static String reason(Exception malformed) {
    return malformed instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : String.valueOf(malformed.getMessage());
  }

  private static byte[] envelope(byte[] payload, Map<String, String> said) throws IOException {
    JsonNode root = JSON.readTree(payload);
    for (String name : new String[] {"part", "time", "exposure", "product", "known"}) {
      JsonNode value = root.get(name);
      if (value != null && value.isValueNode() && !value.isNull()) {
        said.put(name, value.asText());
      }
    }
    JsonNode picture = root.get("picture");
    if (picture == null || !picture.isTextual()) {
      throw new IllegalArgumentException("it has no field 'picture' with Base64 text");
    }
    return picture.binaryValue();
  }

  /** The fields beside the picture; each bad one is told, and left out. */
  private static final class Fields {
    private final Map<String, String> said;
    private String problem = "";

    Fields(Map<String, String> said) {
      this.said = said;
    }

    @Nullable String part() {
      String text = said.get("part");
      if (text == null || PartVerdict.isPart(text)) {
        return text;
      }
      problem = "part must be 1 to " + PartVerdict.MAX_PART_LENGTH + " printable characters";
      return null;
    }

    @Nullable Instant time(Instant arrival) {
      String text = said.get("time");
      if (text == null) {
        return null;
      }
      Instant time = PictureTime.read(text);
      if (time == null || !PictureTime.possible(time, arrival)) {
        problem = "time '" + shortened(text) + "' is none, or is absurd; the arrival stands in";
        return null;
      }
      return time;
    }

    /** In milliseconds. */
    @Nullable Duration exposure() {
      String text = said.get("exposure");
      if (text == null) {
        return null;
      }
      if (!text.matches("\\d{1,6}(\\.\\d{1,6})?")) {
        problem = "exposure '" + shortened(text) + "' is no number of milliseconds";
        return null;
      }
      return Duration.ofNanos(Math.round(Double.parseDouble(text) * 1e6));
    }

    @Nullable Verdict known() {
      String text = said.get("known");
      if (text == null) {
        return null;
      }
      if (text.equals("OK") || text.equals("NG")) {
        return Verdict.valueOf(text);
      }
      problem = "known '" + shortened(text) + "' must be OK or NG";
      return null;
    }

    private static String shortened(String text) {
      return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
  }
}
