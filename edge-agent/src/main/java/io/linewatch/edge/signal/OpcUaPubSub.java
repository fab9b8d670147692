package io.linewatch.edge.signal;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.domain.desired.SourceMapping.TimeFormat;
import io.linewatch.domain.signal.Quality;
import java.util.Map;

/**
 * OPC UA PubSub in JSON (OPC 10000-14, section 7.2.5): a network message with its data set
 * messages, one data set message alone, or, without headers, the fields alone. Fields come as bare
 * values, as variants or as data values with status and source time.
 */
final class OpcUaPubSub {
  private OpcUaPubSub() {}

  static void read(JsonNode root, SampleCollector into) {
    String type = root.path("MessageType").asText("ua-data");
    if (root.has("Messages") && !type.equals("ua-data")) {
      // Metadata and the like: right, and nothing to measure.
      return;
    }
    JsonNode messages = root.path("Messages");
    if (messages.isArray()) {
      messages.forEach(message -> dataSet(message, into));
    } else if (messages.isObject()) {
      dataSet(messages, into);
    } else if (root.isArray()) {
      root.forEach(message -> dataSet(message, into));
    } else {
      dataSet(root, into);
    }
  }

  private static void dataSet(JsonNode message, SampleCollector into) {
    JsonNode payload = message.has("Payload") ? message.path("Payload") : message;
    if (!payload.isObject()) {
      PresetForms.missing(into, "a data set message has no group 'Payload'");
      return;
    }
    if (message.path("MessageType").asText("").equals("ua-keepalive")) {
      return;
    }
    Quality whole = status(message.path("Status"));
    for (Map.Entry<String, JsonNode> field : payload.properties()) {
      if (into.wants(field.getKey())) {
        field(field.getKey(), field.getValue(), message.path("Timestamp"), whole, into);
      }
    }
  }

  private static void field(
      String name, JsonNode field, JsonNode sent, Quality whole, SampleCollector into) {
    JsonNode value = field;
    JsonNode time = sent;
    Quality quality = whole;
    if (field.isObject()) {
      // A variant has Type and Body, a data value has Value; a data value may hold a variant.
      value = field.has("Value") ? field.path("Value") : field;
      value = value.isObject() ? value.path("Body") : value;
      time = field.has("SourceTimestamp") ? field.path("SourceTimestamp") : sent;
      quality =
          worse(
              whole,
              status(field.has("StatusCode") ? field.path("StatusCode") : field.path("Status")));
    }
    Stamp stamp = into.stamp(time, TimeFormat.ISO_8601);
    if (stamp == null) {
      return;
    }
    if (value.isMissingNode() || value.isNull()) {
      PresetForms.missing(into, "'" + name + "' has no value");
    } else if (value.isValueNode()) {
      into.add(name, value, stamp, quality);
    } else {
      into.refuse(RejectionReason.WRONG_TYPE, "'" + name + "' is no single value");
    }
  }

  private static Quality worse(Quality one, Quality other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** A number, or the later form with {@code Code}; left out means good. */
  private static Quality status(JsonNode status) {
    JsonNode code = status.isObject() ? status.path("Code") : status;
    if (code.isMissingNode() || code.isNull()) {
      return Quality.GOOD;
    }
    return code.canConvertToLong() ? statusQuality(code.longValue()) : Quality.UNCERTAIN;
  }

  /** The two highest of 32 bits (OPC 10000-4, section 7.39): 00 good, 01 uncertain, 10 bad. */
  static Quality statusQuality(long code) {
    if (code < 0 || code > 0xFFFF_FFFFL) {
      return Quality.UNCERTAIN;
    }
    return switch ((int) (code >>> 30)) {
      case 0 -> Quality.GOOD;
      case 1 -> Quality.UNCERTAIN;
      default -> Quality.BAD;
    };
  }
}
