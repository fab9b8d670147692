package io.linewatch.standalone.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.standalone.process.StartFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Fits models into the state folder's store, as a plant engineer would. */
public final class ModelCommands {
  private final Programs programs;
  private final Path folder;

  public ModelCommands(Programs programs, Path folder) {
    this.programs = programs;
    this.folder = folder;
  }

  public Path store() {
    return folder.resolve("models");
  }

  /**
   * @return the digest of the package
   */
  public String fit(Path recording, String name) throws IOException, InterruptedException {
    return fitAnswer(recording, name).path("digest").asText();
  }

  /**
   * @return digest and spec of the package, as the program prints them
   */
  public JsonNode fitAnswer(Path recording, String name, String... more)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of("fit", recording.toString(), "--name", name, "--store", store().toString()));
    words.addAll(List.of(more));
    return packed(words);
  }

  /**
   * Learns from pictures of good parts.
   *
   * @param good folder of them
   * @param more options of {@code linewatch-models fit visual}
   * @return the digest of the package
   */
  public String fitVisual(Path good, String name, String... more)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "fit",
                "visual",
                "--good",
                good.toString(),
                "--name",
                name,
                "--store",
                store().toString()));
    words.addAll(List.of(more));
    return packed(words).path("digest").asText();
  }

  private JsonNode packed(List<String> words) throws IOException, InterruptedException {
    Programs.Output output =
        programs.runOrFail(folder, Programs.Program.MODELS, words.toArray(String[]::new));
    try {
      JsonNode answer = ConsoleClient.parse(output.lastLine());
      if (answer.path("digest").asText().startsWith("sha256:")) {
        return answer;
      }
    } catch (JsonProcessingException e) {
      throw new StartFailed("linewatch-models fit did not end with JSON:\n" + output.text(), e);
    }
    throw new StartFailed("linewatch-models fit named no digest:\n" + output.text());
  }
}
