package io.linewatch.model.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintWriter;

/** The last line on standard output of whatever puts a package into the store. */
final class PackedAnswer {
  private record Answer(String name, String digest, Record spec) {}

  private PackedAnswer() {}

  static void print(PrintWriter out, String name, String digest, Record spec)
      throws JsonProcessingException {
    out.println(
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build()
            .writeValueAsString(new Answer(name, digest, spec)));
    out.flush();
  }
}
