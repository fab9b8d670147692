package io.linewatch.central.console;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.javalin.http.Context;
import io.linewatch.domain.config.Excerpt;
import io.linewatch.domain.config.WholeText;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import java.io.IOException;

/** JSON between pages and console: names as text, times as ISO-8601, strict when reading. */
public final class ConsoleJson {
  private static final int MAX_BODY_CHARS = 2_000_000;
  private static final int MAX_REASON = 500;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(50)
                          .maxStringLength(MAX_BODY_CHARS)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule()
                  .addSerializer(AssetPath.class, ToStringSerializer.instance)
                  .addSerializer(ChannelId.class, ToStringSerializer.instance)
                  .addSerializer(DetectorId.class, ToStringSerializer.instance)
                  .addSerializer(FindingId.class, ToStringSerializer.instance)
                  .addDeserializer(String.class, new WholeTextReader()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** Text that could not be stored or sent is refused here, where the person still sees why. */
  private static final class WholeTextReader extends StdScalarDeserializer<String> {
    @java.io.Serial private static final long serialVersionUID = 1;

    WholeTextReader() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      try {
        return WholeText.require(StringDeserializer.instance.deserialize(parser, context));
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.from(parser, parser.currentName() + " " + e.getMessage(), e);
      }
    }
  }

  private ConsoleJson() {}

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a view could not be written as JSON", e);
    }
  }

  static void reply(Context ctx, Object value) {
    ctx.contentType("application/json").result(write(value));
  }

  /** Reads a request's body. Unknown fields and wrong types are refused by name. */
  static <T> T read(Context ctx, Class<T> type) {
    String contentType = ctx.contentType();
    if (contentType == null || !contentType.startsWith("application/json")) {
      throw new ApiError(415, "not-json", "The body must be JSON (Content-Type application/json).");
    }
    try {
      T value = MAPPER.readValue(ctx.body(), type);
      if (value == null) {
        throw new ApiError(400, "bad-request", "The body is empty.");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new ApiError(
          400,
          "bad-request",
          "The body is not understood: " + Excerpt.of(e.getOriginalMessage(), MAX_REASON));
    }
  }

  static JsonNode tree(String json) throws JsonProcessingException {
    return MAPPER.readTree(json);
  }
}
