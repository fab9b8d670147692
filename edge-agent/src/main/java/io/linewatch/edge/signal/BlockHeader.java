package io.linewatch.edge.signal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.linewatch.domain.vibration.Operation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a block of samples says of itself, as it stands there; null for what it does not say.
 *
 * @param rate samples a second
 * @param unit UCUM code
 * @param scale what one count is in the unit
 * @param start time of the first sample
 * @param count how many samples there are
 * @param speed of the shaft, turns a minute
 * @param load of the machine, in the plant's own measure
 * @param state of the machine
 */
record BlockHeader(
    @Nullable JsonNode rate,
    @Nullable JsonNode unit,
    @Nullable JsonNode scale,
    @Nullable JsonNode start,
    @Nullable JsonNode count,
    @Nullable JsonNode speed,
    @Nullable JsonNode load,
    @Nullable JsonNode state) {

  static BlockHeader of(Map<String, String> properties) {
    return new BlockHeader(
        text(properties, "rate"),
        text(properties, "unit"),
        text(properties, "scale"),
        text(properties, "start"),
        text(properties, "count"),
        text(properties, "speed"),
        text(properties, "load"),
        text(properties, "state"));
  }

  private static @Nullable JsonNode text(Map<String, String> properties, String name) {
    String value = properties.get(name);
    return value == null ? null : TextNode.valueOf(value);
  }

  static BlockHeader of(JsonNode object) {
    return new BlockHeader(
        member(object, "rate"),
        member(object, "unit"),
        member(object, "scale"),
        member(object, "start"),
        member(object, "count"),
        member(object, "speed"),
        member(object, "load"),
        member(object, "state"));
  }

  private static @Nullable JsonNode member(JsonNode object, String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }

  /** How the machine ran, as far as the block tells. */
  Operation operation() throws Values.Refused {
    return new Operation(
        speed == null ? null : Values.value(speed),
        load == null ? null : Values.value(load),
        state == null ? null : StateText.of(state));
  }
}
