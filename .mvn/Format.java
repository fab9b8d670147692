import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Checks or formats every Java file of the repository. Run by Maven; see CONTRIBUTING.md. */
void main(String[] args) throws Exception {
  boolean write = args[0].equals("write");
  Path root = Path.of(args[1]);
  Formatter formatter = new Formatter(JavaFormatterOptions.defaultOptions());
  List<Path> files;
  try (Stream<Path> walk = Files.walk(root)) {
    files =
        walk.filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.toString().contains("/target/") && !file.startsWith(root.resolve(".mvn")))
            .filter(file -> !file.toString().contains("/.linewatch/"))
            .sorted()
            .toList();
  }
  int wrong = 0;
  for (Path file : files) {
    String text = Files.readString(file);
    String formatted =
        formatter.formatSource(
            RemoveUnusedImports.removeUnusedImports(
                ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.GOOGLE)));
    if (!text.equals(formatted)) {
      wrong++;
      if (write) {
        Files.writeString(file, formatted);
      }
      System.out.println((write ? "formatted " : "not formatted: ") + root.relativize(file));
    }
  }
  if (wrong > 0 && !write) {
    System.out.println("Run: mvn -N -Dformat=write process-sources");
    System.exit(1);
  }
}
