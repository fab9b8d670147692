package io.linewatch.edge.inference;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets ONNX Runtime's native code ready, once per process: under the state folder, because a
 * hardened box mounts /tmp noexec, and through DJL first, because DJL configures the one
 * environment that all sessions share.
 */
final class NativeRuntime {
  static final String ENGINE = "OnnxRuntime";
  private static final Logger LOG = LoggerFactory.getLogger(NativeRuntime.class);
  private static final String NATIVE_PATH = "onnxruntime.native.path";
  private static final List<String> LIBRARIES =
      List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");

  private NativeRuntime() {}

  static synchronized void prepare(Path stateDir) {
    // A gateway asks nobody but its own model store, and tells nobody what it runs.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("DJL_CACHE_DIR", stateDir.resolve("djl").toAbsolutePath().toString());
    if (System.getProperty(NATIVE_PATH) == null) {
      unpack(stateDir.resolve("native").toAbsolutePath());
    }
    Engine.getEngine(ENGINE);
  }

  /**
   * Begins {@link #prepare} on a thread of its own where the state folder has packages from before:
   * it takes about as long as all else of a start, and a first score needs both.
   */
  static void prepareAhead(Path stateDir) {
    Path packages = stateDir.resolve("models").resolve("blobs").resolve("sha256");
    try (var blobs = Files.newDirectoryStream(packages)) {
      if (!blobs.iterator().hasNext()) {
        return;
      }
    } catch (IOException noneYet) {
      return;
    }
    Thread.ofPlatform()
        .name("model-runtime")
        .daemon()
        .start(() -> {
          try {
            prepare(stateDir);
          } catch (RuntimeException | LinkageError e) {
            // The loader meets the same when it opens a model, and says it of that model.
            LOG.debug("the runtime could not be prepared ahead", e);
          }
        });
  }

  /**
   * A file that a start before left is used when it is, to the byte, what is in our own jar: one of
   * another version, or half written, is not. To compare takes a tenth of the time to unpack.
   */
  private static void unpack(Path folder) {
    String architecture =
        switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "linux-x64";
          case "aarch64", "arm64" -> "linux-aarch64";
          default -> "";
        };
    try {
      Files.createDirectories(folder);
      for (String library : LIBRARIES) {
        String resource = "/ai/onnxruntime/native/" + architecture + "/" + library;
        URL packedAt = NativeRuntime.class.getResource(resource);
        if (packedAt == null) {
          // Another platform: ONNX Runtime's own loader knows where its library lies.
          return;
        }
        if (isUnpacked(packedAt, folder.resolve(library))) {
          continue;
        }
        try (InputStream packed = packedAt.openStream()) {
          Path fresh = Files.createTempFile(folder, library, ".new");
          Files.copy(packed, fresh, StandardCopyOption.REPLACE_EXISTING);
          Files.move(fresh, folder.resolve(library), StandardCopyOption.ATOMIC_MOVE);
        }
      }
      System.setProperty(NATIVE_PATH, folder.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot unpack ONNX Runtime into " + folder + "; is there room, and may I write?", e);
    }
  }

  private static boolean isUnpacked(URL packedAt, Path file) throws IOException {
    if (!(packedAt.openConnection() instanceof JarURLConnection jar)
        || !Files.isRegularFile(file)) {
      return false;
    }
    JarEntry packed = jar.getJarEntry();
    if (packed == null || Files.size(file) != packed.getSize()) {
      return false;
    }
    CRC32 crc = new CRC32();
    try (InputStream unpacked = Files.newInputStream(file)) {
      byte[] chunk = new byte[1 << 16];
      for (int read = unpacked.read(chunk); read >= 0; read = unpacked.read(chunk)) {
        crc.update(chunk, 0, read);
      }
    }
    return crc.getValue() == packed.getCrc();
  }
}
