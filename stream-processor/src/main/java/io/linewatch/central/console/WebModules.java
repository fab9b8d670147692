package io.linewatch.central.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Browser modules on the class path: the console's own under {@code /web}, and the libraries' jars
 * under {@code /_static}, for which the import map is read from the jars themselves. ADR 0013.
 */
public final class WebModules {
  /** The packages pages import; nothing else of the class path is served. */
  private static final Set<String> PACKAGES =
      Set.of("lit", "lit-html", "lit-element", "@lit/reactive-element", "echarts");

  private static final String ECHARTS_BUNDLE = "dist/echarts.esm.min.mjs";
  private static final Pattern SAFE_PATH = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_@./\\-]{0,200}");

  private final String importMap;
  private final List<String> roots;

  /** A file to serve. */
  record Asset(byte[] bytes, String contentType, String etag) {}

  private WebModules(String importMap, List<String> roots) {
    this.importMap = importMap;
    this.roots = roots;
  }

  /**
   * @throws IOException when a library's jar is missing from the class path
   */
  public static WebModules fromClassPath() throws IOException {
    TreeMap<String, String> imports = new TreeMap<>();
    for (URL url : Collections.list(loader().getResources("META-INF/importmap.json"))) {
      try (InputStream in = url.openStream()) {
        JsonNode map =
            ConsoleJson.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8)).get("imports");
        map.properties().forEach(entry -> keep(imports, entry.getKey(), entry.getValue().asText()));
      }
    }
    for (String name : PACKAGES) {
      if (!imports.containsKey(name)) {
        throw new IOException("browser module '" + name + "' is missing from the class path");
      }
    }
    List<String> roots =
        imports.entrySet().stream()
            .filter(entry -> entry.getKey().endsWith("/"))
            .map(Map.Entry::getValue)
            .toList();
    return new WebModules(ConsoleJson.write(Map.of("imports", imports)), roots);
  }

  private static void keep(Map<String, String> imports, String name, String path) {
    String bare = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    if (!PACKAGES.contains(bare)) {
      return;
    }
    // One bundle instead of some 400 files on the first visit.
    imports.put(
        name,
        name.equals("echarts")
            ? path.substring(0, path.lastIndexOf('/') + 1) + ECHARTS_BUNDLE
            : path);
  }

  String importMap() {
    return importMap;
  }

  /** The import map's hash, as the Content-Security-Policy wants it. */
  String importMapHash() {
    return "'sha256-"
        + Base64.getEncoder().encodeToString(sha256(importMap.getBytes(StandardCharsets.UTF_8)))
        + "'";
  }

  /** A library's file, or null. */
  @Nullable Asset library(String path) {
    String url = "/_static/" + path;
    return roots.stream().anyMatch(url::startsWith)
        ? load("META-INF/resources/_static/", path)
        : null;
  }

  /** A file of the console's own, or null. */
  @Nullable Asset own(String path) {
    return load("web/", path);
  }

  private static @Nullable Asset load(String folder, String path) {
    if (!SAFE_PATH.matcher(path).matches() || path.contains("..")) {
      return null;
    }
    String type = contentType(path);
    try (InputStream in = loader().getResourceAsStream(folder + path)) {
      if (in == null || type == null) {
        return null;
      }
      byte[] bytes = in.readAllBytes();
      String etag = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(bytes));
      return new Asset(bytes, type, "\"" + etag.substring(0, 22) + "\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable String contentType(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "js", "mjs" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "json" -> "application/json; charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "html" -> "text/html; charset=utf-8";
      default -> null;
    };
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static ClassLoader loader() {
    return WebModules.class.getClassLoader();
  }
}
