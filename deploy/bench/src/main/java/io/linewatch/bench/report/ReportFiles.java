package io.linewatch.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A report as two files beside each other: JSON for programs, HTML for people. */
public final class ReportFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportFiles() {}

  /** The files a name stands for; the name may end in {@code .json} or {@code .html}. */
  public record Names(Path json, Path html) {
    public static Names of(Path name) {
      String last = name.getFileName().toString().replaceFirst("\\.(json|html)$", "");
      return new Names(name.resolveSibling(last + ".json"), name.resolveSibling(last + ".html"));
    }
  }

  /**
   * Writes both, over what was there.
   *
   * @param words what the columns mean, by column, for the reader of the page
   */
  public static void write(
      Names names, BenchReport report, Provenance provenance, Map<String, String> words)
      throws IOException {
    ObjectNode root = report.json();
    root.set("versions", JSON.valueToTree(provenance.versions()));
    root.set("data", JSON.valueToTree(provenance.data()));
    Path folder = names.json().toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(
        names.json(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    Files.writeString(names.html(), new ReportPage(report, provenance, words).html());
  }
}
