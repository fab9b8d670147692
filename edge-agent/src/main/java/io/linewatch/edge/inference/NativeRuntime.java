package io.linewatch.edge.inference;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * Gets ONNX Runtime's native code ready, once per process: under the state folder, because a
 * hardened box mounts /tmp noexec, and through DJL first, because DJL configures the one
 * environment that all sessions share.
 */
final class NativeRuntime {
  static final String ENGINE = "OnnxRuntime";
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

  /** Unpacked afresh at every start: a file an earlier version or a crash left is not trusted. */
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
        try (InputStream packed = NativeRuntime.class.getResourceAsStream(resource)) {
          if (packed == null) {
            // Another platform: ONNX Runtime's own loader knows where its library lies.
            return;
          }
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
}
