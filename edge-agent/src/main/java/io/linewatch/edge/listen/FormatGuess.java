package io.linewatch.edge.listen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linewatch.domain.signal.Preset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In which form a message seems to be written.
 *
 * @param words for people
 * @param preset the preset that reads it, or null when there is none or none is needed
 * @param names of the values in it; empty when it has one value, or none can be seen
 * @param time pointer to what looks like its time, or null
 */
public record FormatGuess(
    String words, @Nullable Preset preset, List<String> names, @Nullable String time) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_NAMES = 50;
  private static final Set<String> TIMES =
      Set.of("time", "timestamp", "ts", "t", "datetime", "timestamp_ms", "@timestamp");

  public FormatGuess {
    names = List.copyOf(names);
  }

  private static final String BARE_VALUE = "a bare value";

  /** Whether the whole message is one number or boolean. */
  boolean isBareValue() {
    return words.equals(BARE_VALUE);
  }

  public static FormatGuess of(String topic, byte[] payload) {
    if (topic.startsWith("spBv1.0/")) {
      return of("Sparkplug B", Preset.SPARKPLUG_B, List.of());
    }
    if (payload.length == 0) {
      return new FormatGuess("empty", null, List.of(), null);
    }
    if (payload.length > MAX_BYTES) {
      return new FormatGuess("larger than 1 MiB", null, List.of(), null);
    }
    try {
      JsonNode root = JSON.readTree(payload);
      return root == null ? new FormatGuess("blank", null, List.of(), null) : of(root);
    } catch (JsonProcessingException notJson) {
      return new FormatGuess("not JSON", null, List.of(), null);
    } catch (IOException impossible) {
      return new FormatGuess("unreadable", null, List.of(), null);
    }
  }

  private static FormatGuess of(String words, Preset preset, List<String> names) {
    return new FormatGuess(words, preset, names, null);
  }

  private static FormatGuess of(JsonNode root) {
    if (root.isNumber() || root.isBoolean()) {
      return of(BARE_VALUE, Preset.FLAT_JSON, List.of());
    }
    if (root.isValueNode()) {
      return new FormatGuess("a text", null, List.of(), null);
    }
    if (root.path("values").isArray() && root.path("values").path(0).has("id")) {
      return of("Kepware", Preset.KEPWARE, listed(root.path("values"), "id"));
    }
    if (root.has("node") && root.has("group")) {
      return root.path("tags").isArray()
          ? of("Neuron, tags format", Preset.NEURON, listed(root.path("tags"), "name"))
          : of("Neuron, values format", Preset.NEURON, named(root.path("values")));
    }
    JsonNode metric = root.path("metrics").isArray() ? root.path("metrics").path(0) : root;
    if (metric.path("fields").isObject() && metric.has("timestamp")) {
      return of("Telegraf", Preset.TELEGRAF, named(metric.path("fields")));
    }
    if (root.has("_msgid") || (root.has("payload") && root.has("topic"))) {
      List<String> names = named(root.path("payload"));
      return new FormatGuess("Node-RED", Preset.NODE_RED, names, time(root));
    }
    if (root.has("timestamp_ms")) {
      return of("UMH", Preset.UMH, named(root));
    }
    if (root.path("MessageType").asText("").startsWith("ua-") || root.has("DataSetWriterId")) {
      JsonNode messages = root.path("Messages");
      JsonNode first = messages.isArray() ? messages.path(0) : messages;
      JsonNode dataSet = first.isMissingNode() ? root : first;
      return of("OPC UA PubSub", Preset.OPC_UA_PUBSUB, children(dataSet.path("Payload")));
    }
    return root.isObject()
        ? new FormatGuess("flat JSON", Preset.FLAT_JSON, named(root), time(root))
        : new FormatGuess("a JSON list", null, List.of(), null);
  }

  private static List<String> listed(JsonNode list, String key) {
    List<String> names = new ArrayList<>();
    for (JsonNode item : list) {
      if (names.size() < MAX_NAMES) {
        names.add(item.path(key).asText());
      }
    }
    return names.stream().distinct().toList();
  }

  private static List<String> children(JsonNode group) {
    List<String> names = new ArrayList<>();
    group
        .fieldNames()
        .forEachRemaining(name -> {
          if (names.size() < MAX_NAMES) {
            names.add(name);
          }
        });
    return names;
  }

  /** Names of what can be a channel: numbers and booleans, in groups too. */
  private static List<String> named(JsonNode group) {
    List<String> names = new ArrayList<>();
    named("", group, names, 1);
    return names;
  }

  private static void named(String prefix, JsonNode group, List<String> names, int depth) {
    for (Map.Entry<String, JsonNode> field : group.properties()) {
      String name = prefix + field.getKey();
      JsonNode value = field.getValue();
      if (value.isObject() && depth < 4) {
        named(name + ".", value, names, depth + 1);
      } else if ((value.isNumber() || value.isBoolean())
          && !TIMES.contains(name.toLowerCase(Locale.ROOT))
          && names.size() < MAX_NAMES) {
        names.add(name);
      }
    }
  }

  private static @Nullable String time(JsonNode root) {
    for (String name : children(root)) {
      if (TIMES.contains(name.toLowerCase(Locale.ROOT))) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
      }
    }
    return null;
  }
}
