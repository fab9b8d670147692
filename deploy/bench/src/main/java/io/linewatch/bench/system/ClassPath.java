package io.linewatch.bench.system;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.Set;

/** Class paths of our own small processes: only what they need, in the order that matters. */
public final class ClassPath {
  private ClassPath() {}

  /** The jars or folders that these classes come from, in this order. */
  public static String of(Class<?>... classes) {
    Set<String> parts = new LinkedHashSet<>();
    for (Class<?> type : classes) {
      parts.add(origin(type).toString());
    }
    return String.join(java.io.File.pathSeparator, parts);
  }

  /** The jar or folder that a class comes from. */
  public static Path origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class without a place: " + type, e);
    }
  }
}
