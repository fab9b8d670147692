package io.linewatch.system.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a program needs of this machine's C library and its like, asked of the loader. */
final class SharedLibraries {
  /** {@code libm.so.6 => /lib/…/libm.so.6 (0x…)} or {@code /lib64/ld-linux-x86-64.so.2 (0x…)}. */
  private static final Pattern LINE =
      Pattern.compile("^\\s+(?:\\S+ => )?(/\\S.*) \\(0x[0-9a-f]+\\)$");

  private static final Pattern MISSING = Pattern.compile("^\\s+(\\S+) => not found$");

  private SharedLibraries() {}

  /**
   * @param own folders with what the programs bring themselves; that is left out
   * @param search where else the loader is to look, as it does when these programs run
   * @throws EngineFailed when one is missing on this machine
   */
  static Set<Path> of(List<Path> programs, List<Path> own, List<Path> search) throws IOException {
    List<String> words = new ArrayList<>(List.of("ldd"));
    programs.forEach(program -> words.add(program.toString()));
    String path = search.stream().map(Path::toString).collect(Collectors.joining(":"));
    String said = HostCommand.run(words, Map.of("LD_LIBRARY_PATH", path, "LC_ALL", "C"));
    Set<Path> libraries = new TreeSet<>();
    for (String line : said.lines().toList()) {
      Matcher missing = MISSING.matcher(line);
      if (missing.matches()) {
        throw new EngineFailed("this machine has no " + missing.group(1));
      }
      Matcher found = LINE.matcher(line);
      if (found.matches()) {
        libraries.add(Path.of(found.group(1)).normalize());
      }
    }
    libraries.removeIf(library -> own.stream().anyMatch(library::startsWith));
    if (libraries.stream().noneMatch(Files::isRegularFile)) {
      throw new EngineFailed("ldd names no library: " + said.strip());
    }
    return libraries;
  }
}
