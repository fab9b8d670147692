package io.linewatch.edge.signal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linewatch.domain.desired.SourceMapping.WaveformForm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A block of samples as it is written, strictly read:
 *
 * <ul>
 *   <li>bytes alone, with rate, unit, scale, start and count as user properties;
 *   <li>one line of JSON with these members, a line feed, then the bytes;
 *   <li>a JSON object with these members and an array {@code samples}.
 * </ul>
 *
 * @param header what it says of itself
 * @param samples in the header's unit, scale applied; all finite
 */
record SampleBlock(BlockHeader header, double rateHz, double[] samples) {
  static final int MAX_BYTES = 4 << 20;
  static final int MAX_SAMPLES = 1 << 20;
  private static final int MAX_HEADER_BYTES = 4_096;
  private static final double MAX_RATE_HZ = 10e6;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  static SampleBlock read(WaveformForm form, byte[] payload, Map<String, String> properties)
      throws Values.Refused {
    if (payload.length == 0) {
      throw new Values.Refused(RejectionReason.EMPTY_PAYLOAD, "the payload is empty");
    }
    if (payload.length > MAX_BYTES) {
      throw new Values.Refused(
          RejectionReason.OVERSIZE,
          payload.length + " bytes, more than the " + MAX_BYTES + " allowed in a block");
    }
    if (form == WaveformForm.JSON) {
      return json(payload);
    }
    if (properties.containsKey("rate")) {
      return binary(form, BlockHeader.of(properties), payload, 0);
    }
    int end = headerEnd(payload);
    return binary(form, BlockHeader.of(object(payload, end)), payload, end + 1);
  }

  private static int headerEnd(byte[] payload) throws Values.Refused {
    int within = Math.min(payload.length, MAX_HEADER_BYTES);
    if (payload[0] == '{') {
      for (int i = 0; i < within; i++) {
        if (payload[i] == '\n') {
          return i;
        }
      }
    }
    throw new Values.Refused(
        RejectionReason.BAD_RATE,
        "there is neither a user property 'rate' nor a first line of JSON that names it");
  }

  private static JsonNode object(byte[] payload, int length) throws Values.Refused {
    try {
      JsonNode node = JSON.readTree(new String(payload, 0, length, StandardCharsets.UTF_8));
      if (node != null && node.isObject()) {
        return node;
      }
      throw new Values.Refused(RejectionReason.MALFORMED_JSON, "the header must be a JSON object");
    } catch (JsonProcessingException malformed) {
      throw new Values.Refused(
          RejectionReason.MALFORMED_JSON, "not JSON: " + malformed.getOriginalMessage());
    }
  }

  private static SampleBlock binary(WaveformForm form, BlockHeader header, byte[] payload, int from)
      throws Values.Refused {
    int width = form == WaveformForm.INT16 ? Short.BYTES : Float.BYTES;
    int bytes = payload.length - from;
    double rateHz = rate(header.rate());
    double scale = scale(header.scale());
    if (bytes % width != 0) {
      throw new Values.Refused(
          RejectionReason.ODD_LENGTH,
          bytes + " bytes are no whole number of samples of " + width + " bytes");
    }
    int count = bytes / width;
    requireCount(header.count(), count);
    ByteBuffer buffer =
        ByteBuffer.wrap(payload, from, bytes).slice().order(ByteOrder.LITTLE_ENDIAN);
    double[] samples = new double[count];
    for (int n = 0; n < count; n++) {
      double value =
          form == WaveformForm.INT16
              ? buffer.getShort(n * Short.BYTES)
              : buffer.getFloat(n * Float.BYTES);
      samples[n] = finite(value * scale, n);
    }
    return new SampleBlock(header, rateHz, samples);
  }

  private static SampleBlock json(byte[] payload) throws Values.Refused {
    JsonNode object = object(payload, payload.length);
    BlockHeader header = BlockHeader.of(object);
    double rateHz = rate(header.rate());
    double scale = scale(header.scale());
    JsonNode array = object.get("samples");
    if (array == null || !array.isArray()) {
      throw new Values.Refused(RejectionReason.MISSING_VALUE, "there is no array 'samples'");
    }
    requireCount(header.count(), array.size());
    double[] samples = new double[array.size()];
    for (int n = 0; n < samples.length; n++) {
      samples[n] = finite(Values.value(array.get(n)) * scale, n);
    }
    return new SampleBlock(header, rateHz, samples);
  }

  private static double rate(@Nullable JsonNode node) throws Values.Refused {
    if (node == null) {
      throw new Values.Refused(RejectionReason.BAD_RATE, "the block names no sampling rate");
    }
    double rateHz = Values.value(node);
    if (!(rateHz > 0) || rateHz > MAX_RATE_HZ) {
      throw new Values.Refused(
          RejectionReason.BAD_RATE,
          "a rate of " + rateHz + " Hz; it must be above 0 and at most " + MAX_RATE_HZ);
    }
    return rateHz;
  }

  private static double scale(@Nullable JsonNode node) throws Values.Refused {
    return node == null ? 1 : Values.value(node);
  }

  private static void requireCount(@Nullable JsonNode node, int count) throws Values.Refused {
    if (count == 0) {
      throw new Values.Refused(RejectionReason.EMPTY_PAYLOAD, "there is no sample in the block");
    }
    if (count > MAX_SAMPLES) {
      throw new Values.Refused(
          RejectionReason.OVERSIZE, count + " samples, more than the " + MAX_SAMPLES + " allowed");
    }
    if (node != null && Values.value(node) != count) {
      throw new Values.Refused(
          RejectionReason.TRUNCATED,
          "the header says " + node.asText() + " samples and there are " + count);
    }
  }

  private static double finite(double value, int place) throws Values.Refused {
    if (!Double.isFinite(value)) {
      throw new Values.Refused(
          RejectionReason.NOT_FINITE, "sample " + place + " is not a finite number");
    }
    return value;
  }
}
