package io.linewatch.model.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.format.PackageKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code show}: one package's spec and report. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows what a package needs, and how it was fitted.")
final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIGEST", description = "sha256:… of the package.")
  private String digest;

  @Mixin private final StoreOption store = new StoreOption();
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    OciLayout layout = store.open();
    Record spec =
        layout.kind(digest) == PackageKind.VISUAL
            ? layout.loadVisual(digest).spec()
            : layout.load(digest).spec();
    PrintWriter out = command.commandLine().getOut();
    out.println(
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(spec));
    out.println(withoutRows(layout.report(digest)).toPrettyString());
    out.flush();
    return 0;
  }

  /** Hundreds of rows of numbers are for programs, which read the package. */
  private static JsonNode withoutRows(byte[] report) throws IOException {
    JsonNode whole = JsonMapper.builder().build().readTree(report);
    if (whole.path("reference") instanceof ObjectNode reference) {
      reference.remove("rows");
    }
    return whole;
  }
}
