package io.linewatch.model.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.linewatch.model.format.ModelPackage;
import io.linewatch.model.format.OciLayout;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
    ModelPackage found = layout.load(digest);
    PrintWriter out = command.commandLine().getOut();
    out.println(
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(found.spec()));
    out.print(new String(layout.report(digest), StandardCharsets.UTF_8));
    out.flush();
    return 0;
  }
}
