package io.linewatch.edge.signal;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.domain.desired.SourceMapping.TimeFormat;
import io.linewatch.domain.signal.Quality;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The forms of messages that presets name; what each looks like and where that is written stands in
 * docs/connect.md, and a golden file shows it.
 */
final class PresetForms {
  private static final int MAX_DEPTH = 4;

  private PresetForms() {}

  /** Adds the samples of one message, or says why there are none. */
  static void read(JsonNode root, SampleCollector into) {
    switch (into.preset()) {
      case KEPWARE -> kepware(root, into);
      case NEURON -> neuron(root, into);
      case TELEGRAF -> telegraf(root, into);
      case NODE_RED -> nodeRed(root, into);
      case UMH -> umh(root, into);
      case FLAT_JSON -> flat(root, root, into);
      case OPC_UA_PUBSUB -> OpcUaPubSub.read(root, into);
      case SPARKPLUG_B -> missing(into, "a Sparkplug source is read by a Sparkplug connection");
    }
  }

  static void missing(SampleCollector into, String expected) {
    into.refuse(RejectionReason.MISSING_VALUE, expected);
  }

  /** {@code {"timestamp":…,"values":[{"id":…,"v":…,"q":true,"t":…}]}}, times in milliseconds. */
  private static void kepware(JsonNode root, SampleCollector into) {
    JsonNode values = root.path("values");
    if (!values.isArray()) {
      missing(into, "there is no list 'values'; use Kepware's standard template");
      return;
    }
    for (JsonNode item : values) {
      String name = item.path("id").asText("");
      if (!into.wants(name)) {
        continue;
      }
      JsonNode own = item.path("t");
      Stamp stamp =
          into.stamp(own.isMissingNode() ? root.path("timestamp") : own, TimeFormat.EPOCH_MILLIS);
      if (stamp == null) {
        continue;
      }
      JsonNode value = item.path("v");
      if (value.isMissingNode() || value.isNull()) {
        missing(into, "'" + name + "' has no value 'v'");
      } else {
        into.add(name, value, stamp, quality(item.path("q")));
      }
    }
  }

  /** Values format and tags format; an error code stands where a value could not be read. */
  private static void neuron(JsonNode root, SampleCollector into) {
    Stamp stamp = into.stamp(root.path("timestamp"), TimeFormat.EPOCH_MILLIS);
    if (stamp == null) {
      return;
    }
    if (root.path("tags").isArray()) {
      for (JsonNode tag : root.path("tags")) {
        String name = tag.path("name").asText("");
        if (tag.has("error") && tag.path("error").asInt() != 0) {
          neuronError(name, tag.path("error"), into);
        } else if (into.wants(name)) {
          into.add(name, tag.path("value"), stamp, Quality.GOOD);
        }
      }
    } else if (root.path("values").isObject()) {
      addAll(root.path("values"), stamp, Quality.GOOD, Set.of(), into);
      for (Map.Entry<String, JsonNode> error : root.path("errors").properties()) {
        neuronError(error.getKey(), error.getValue(), into);
      }
    } else {
      missing(into, "there is neither 'values' nor 'tags' of Neuron's two formats");
    }
  }

  private static void neuronError(String name, JsonNode code, SampleCollector into) {
    if (into.wants(name)) {
      missing(
          into,
          "Neuron could not read '"
              + name
              + "': error "
              + code.asText()
              + "; look it up in Neuron's list of error codes");
    }
  }

  /** One metric {@code {"fields":…,"timestamp":…}}, or a batch of them under {@code metrics}. */
  private static void telegraf(JsonNode root, SampleCollector into) {
    if (root.path("metrics").isArray()) {
      root.path("metrics").forEach(metric -> telegrafMetric(metric, into));
    } else {
      telegrafMetric(root, into);
    }
  }

  private static void telegrafMetric(JsonNode metric, SampleCollector into) {
    JsonNode fields = metric.path("fields");
    if (!fields.isObject()) {
      missing(into, "there is no group 'fields'; set data_format = \"json\" in Telegraf");
      return;
    }
    Stamp stamp = into.stamp(metric.path("timestamp"), TimeFormat.AUTO);
    if (stamp != null) {
      // The OPC UA input tells the status of a value in a field of its own.
      Quality quality = telegrafQuality(fields.path("Quality"));
      addAll(fields, stamp, quality, Set.of("Quality"), into);
    }
  }

  private static Quality telegrafQuality(JsonNode told) {
    if (told.isTextual()) {
      String text = told.textValue();
      int hex = text.lastIndexOf("(0x");
      int end = text.indexOf(')', hex + 1);
      if (hex >= 0 && end > hex + 3 && end - hex <= 11) {
        return hexQuality(text.substring(hex + 3, end));
      }
    }
    return quality(told);
  }

  private static Quality hexQuality(String digits) {
    try {
      return OpcUaPubSub.statusQuality(Long.parseLong(digits, 16));
    } catch (NumberFormatException noStatus) {
      return Quality.UNCERTAIN;
    }
  }

  /**
   * A whole message, its payload alone, or a payload that is one value named by the topic in it.
   */
  private static void nodeRed(JsonNode root, SampleCollector into) {
    JsonNode payload = root.path("payload");
    if (payload.isObject()) {
      flat(payload, root, into);
    } else if (payload.isValueNode() && !payload.isNull()) {
      String topic = root.path("topic").asText(into.lastLevel());
      one(topic.substring(topic.lastIndexOf('/') + 1), payload, root, into);
    } else {
      flat(root, root, into);
    }
  }

  /** {@code {"timestamp_ms":…,"value":…}}, or names and values beside the time, also in groups. */
  private static void umh(JsonNode root, SampleCollector into) {
    JsonNode time = root.path("timestamp_ms");
    if (time.isMissingNode()) {
      into.refuse(RejectionReason.MISSING_TIME, "there is no 'timestamp_ms'");
      return;
    }
    Stamp stamp = into.stamp(time, TimeFormat.EPOCH_MILLIS);
    if (stamp == null) {
      return;
    }
    if (root.has("value") && root.size() == 2 && !into.namedByTopic()) {
      into.add(into.lastLevel(), root.path("value"), stamp, Quality.GOOD);
    } else {
      addAll(root, stamp, Quality.GOOD, Set.of("timestamp_ms"), into);
    }
  }

  /** One value without a name of its own. */
  private static void one(String name, JsonNode value, JsonNode root, SampleCollector into) {
    Stamp stamp = rowStamp(root, into);
    if (stamp != null) {
      into.add(
          into.namedByTopic() ? SampleSource.VALUE : name, value, stamp, rowQuality(root, into));
    }
  }

  /**
   * Names and values of one object, or a bare value named by the end of the topic; the row says
   * where time and quality stand.
   */
  private static void flat(JsonNode values, JsonNode root, SampleCollector into) {
    if (values.isValueNode() && !values.isNull()) {
      one(into.lastLevel(), values, root, into);
      return;
    }
    if (!values.isObject()) {
      missing(into, "the message is no group of names and values");
      return;
    }
    Stamp stamp = rowStamp(root, into);
    if (stamp != null) {
      addAll(values, stamp, rowQuality(root, into), Set.of(), into);
    }
  }

  private static @Nullable Stamp rowStamp(JsonNode root, SampleCollector into) {
    String time = into.mapping().time();
    JsonNode node = time == null ? null : root.at(JsonPointer.compile(time));
    return into.stamp(node, into.mapping().timeFormat());
  }

  private static Quality rowQuality(JsonNode root, SampleCollector into) {
    String quality = into.mapping().quality();
    return quality == null ? Quality.GOOD : quality(root.at(JsonPointer.compile(quality)));
  }

  private static Quality quality(JsonNode told) {
    return told.isMissingNode() || told.isNull() ? Quality.GOOD : Values.quality(told);
  }

  private static void addAll(
      JsonNode group, Stamp stamp, Quality quality, Set<String> but, SampleCollector into) {
    addAll("", group, stamp, quality, but, into, 1);
  }

  /** Groups within groups are named with dots: {@code head.x}. */
  private static void addAll(
      String prefix,
      JsonNode group,
      Stamp stamp,
      Quality quality,
      Set<String> but,
      SampleCollector into,
      int depth) {
    for (Map.Entry<String, JsonNode> field : group.properties()) {
      String name = prefix + field.getKey();
      JsonNode value = field.getValue();
      if (value.isObject() && depth < MAX_DEPTH) {
        addAll(name + ".", value, stamp, quality, but, into, depth + 1);
      } else if (value.isValueNode()
          && !value.isNull()
          && !but.contains(name)
          && into.wants(name)) {
        into.add(name, value, stamp, quality);
      }
    }
  }
}
