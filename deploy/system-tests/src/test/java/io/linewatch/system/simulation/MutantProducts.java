package io.linewatch.system.simulation;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The product with one mistake in it: the source is changed, compiled in memory, and everything of
 * Linewatch is loaded anew around it. So the product needs no place where a test could reach in.
 */
final class MutantProducts extends ClassLoader {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private final Map<String, byte[]> mutated;

  private MutantProducts(Map<String, byte[]> mutated) {
    super(MutantProducts.class.getClassLoader());
    this.mutated = mutated;
  }

  /** What the simulation says of a mutant within so many seeds; empty when nothing. */
  static String firstFailure(Mutant mutant, int seeds)
      throws IOException, ReflectiveOperationException {
    Class<?> runs = new MutantProducts(compile(mutant)).loadClass(SimulationRuns.class.getName());
    return (String)
        runs.getMethod("firstFailure", long.class, int.class)
            .invoke(null, mutant.firstSeed(), seeds);
  }

  private static Map<String, byte[]> compile(Mutant mutant) throws IOException {
    String source = Files.readString(ROOT.resolve(mutant.source()));
    int at = source.indexOf(mutant.piece());
    if (at < 0 || source.indexOf(mutant.piece(), at + 1) >= 0) {
      throw new IllegalStateException(
          "mutant '%s' must find its piece once in %s".formatted(mutant.name(), mutant.source()));
    }
    String changed = source.replace(mutant.piece(), mutant.instead());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> classes = new HashMap<>();
    try (JavaFileManager files =
        new InMemory(compiler.getStandardFileManager(null, null, null), classes)) {
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none", "-cp", System.getProperty("java.class.path")),
                  null,
                  List.of(new Source(mutant.source(), changed)))
              .call();
      if (!compiled) {
        throw new IllegalStateException("mutant '" + mutant.name() + "' does not compile");
      }
    }
    Map<String, byte[]> bytes = new HashMap<>();
    classes.forEach((name, out) -> bytes.put(name, out.toByteArray()));
    return bytes;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null && name.startsWith("io.linewatch.")) {
        loaded = define(name);
      }
      return loaded == null ? super.loadClass(name, resolve) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = mutated.get(name);
    if (bytes == null) {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        bytes = in.readAllBytes();
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(URI.create("string:///" + path.replace(File.separatorChar, '/')), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes;

    InMemory(JavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
      super(files);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(
          URI.create("memory:///" + className.replace('.', '/') + kind.extension), kind) {
        @Override
        public OutputStream openOutputStream() {
          return classes.computeIfAbsent(className, _ -> new ByteArrayOutputStream());
        }
      };
    }
  }
}
