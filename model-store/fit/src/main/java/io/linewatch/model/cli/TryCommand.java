package io.linewatch.model.cli;

import io.linewatch.model.fit.visual.GoodPictures;
import io.linewatch.model.fit.visual.TrialPage;
import io.linewatch.model.format.Digest;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.onnx.PictureScorer;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureRefused;
import io.linewatch.model.visual.VisualPackage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code try}: a visual package on a folder of pictures, as a page for people. */
@Command(
    name = "try",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a visual package over pictures and writes an HTML page: verdicts, heat-maps, histogram.",
      "Pictures of a folder 'good' in DIR are known to be good, those of its other folders",
      "defective; of pictures right in DIR nothing is known."
    })
final class TryCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "PACKAGE", description = "sha256:…, or a model's name.")
  private String wanted;

  @Parameters(index = "1", paramLabel = "DIR", description = "Folder of pictures.")
  private Path folder;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "The page (default: ${DEFAULT-VALUE}).",
      defaultValue = "try.html")
  private Path file;

  @Mixin private final StoreOption store = new StoreOption();
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = command.commandLine().getErr();
    VisualPackage found = open();
    TrialPage page = new TrialPage(found.spec());
    try (PictureScorer scorer =
        new PictureScorer(Files.readAllBytes(found.onnxFile()), found.spec(), found.labels())) {
      String difference =
          scorer.difference(found.golden(), Files.readAllBytes(found.goldenPictureFile()));
      if (difference != null) {
        throw new ModelRefused("the graph does not answer as its fit computed: " + difference);
      }
      for (Map.Entry<String, List<Path>> kind : pictures().entrySet()) {
        for (Path picture : kind.getValue()) {
          try {
            Picture decoded = GoodPictures.read(picture);
            page.add(
                picture.getFileName().toString(), kind.getKey(), decoded, scorer.score(decoded));
          } catch (PictureRefused refused) {
            err.println("left out " + picture + ": " + refused.getMessage());
          }
        }
      }
    }
    Files.writeString(file, page.html());
    PrintWriter out = command.commandLine().getOut();
    out.println(page.summary());
    out.println("page: " + file.toAbsolutePath());
    out.flush();
    return 0;
  }

  private VisualPackage open() throws IOException, ModelRefused {
    OciLayout layout = store.open();
    String digest = Digest.isValid(wanted) ? wanted : layout.newest(wanted);
    if (digest == null) {
      throw new IllegalArgumentException(
          "the store has no model named '" + wanted + "'; 'linewatch-models list' shows all");
    }
    return layout.loadVisual(digest);
  }

  /** By what is known of them: {@code good}, a defect's name, or nothing. */
  private Map<String, List<Path>> pictures() throws IOException {
    Map<String, List<Path>> kinds = new LinkedHashMap<>();
    kinds.put("", GoodPictures.files(folder));
    List<Path> folders = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries.filter(Files::isDirectory).sorted().forEach(folders::add);
    }
    for (Path kind : folders) {
      kinds.put(kind.getFileName().toString(), GoodPictures.files(kind));
    }
    return kinds;
  }
}
