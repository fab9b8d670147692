package io.linewatch.model.server;

import io.javalin.Javalin;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.linewatch.model.format.Digest;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.OciLayout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The model store over HTTP, read-only: {@code /v2/}, manifests and blobs as in the OCI
 * distribution specification, and {@code /health}. Anyone who reaches it can read every model, so
 * it listens on this machine alone.
 */
public final class ModelServer implements AutoCloseable {
  private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
  private static final String LATEST = "latest";

  private final OciLayout layout;
  private final Javalin javalin;

  private ModelServer(OciLayout layout) {
    this.layout = layout;
    this.javalin =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.http.defaultContentType = ContentType.JSON;
          config.routes.get("/health", ctx -> ctx.result("{\"status\":\"up\"}\n"));
          config.routes.get("/v2/", ctx -> ctx.result("{}"));
          config.routes.get("/v2/{name}/manifests/{reference}", this::manifest);
          config.routes.head("/v2/{name}/manifests/{reference}", this::manifest);
          config.routes.get("/v2/{name}/blobs/{digest}", this::blob);
          config.routes.head("/v2/{name}/blobs/{digest}", this::blob);
          config.routes.exception(
              ModelRefused.class,
              (e, ctx) -> error(ctx, 500, "UNKNOWN", "the store is damaged: " + e.getMessage()));
        });
  }

  /**
   * Starts to serve.
   *
   * @param host a loopback address
   * @param port 0 for any free one
   * @throws IllegalArgumentException when the host is not this machine alone
   */
  public static ModelServer start(OciLayout layout, String host, int port) {
    requireLoopback(host);
    ModelServer server = new ModelServer(layout);
    server.javalin.start(host, port);
    return server;
  }

  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }

  private static void requireLoopback(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          throw new IllegalArgumentException(
              "the store has no login and no TLS of its own, so it listens on 127.0.0.1 or ::1"
                  + " only, not on "
                  + host
                  + ". To serve other machines put a reverse proxy with TLS and authentication"
                  + " (such as nginx) in front of it");
        }
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host '" + host + "' is not known", e);
    }
  }

  private void manifest(Context ctx) throws IOException, ModelRefused {
    String name = ctx.pathParam("name");
    String reference = ctx.pathParam("reference");
    String digest = reference.equals(LATEST) ? layout.newest(name) : indexed(name, reference);
    if (digest == null) {
      error(ctx, 404, "MANIFEST_UNKNOWN", "there is no " + reference + " of " + name);
      return;
    }
    send(ctx, digest, MANIFEST_TYPE);
  }

  private void blob(Context ctx) throws IOException, ModelRefused {
    String digest = ctx.pathParam("digest");
    if (!Digest.isValid(digest)) {
      error(ctx, 400, "DIGEST_INVALID", "a digest is sha256: and 64 small hexadecimal digits");
    } else if (layout.newest(ctx.pathParam("name")) == null || !layout.hasBlob(digest)) {
      error(ctx, 404, "BLOB_UNKNOWN", "there is no " + digest);
    } else {
      send(ctx, digest, ContentType.OCTET_STREAM);
    }
  }

  private @Nullable String indexed(String name, String digest) throws IOException, ModelRefused {
    boolean there = layout.list().contains(new OciLayout.IndexEntry(name, digest));
    return there && layout.hasBlob(digest) ? digest : null;
  }

  private void send(Context ctx, String digest, String contentType) throws IOException {
    Path file = layout.blobFile(digest);
    String tag = "\"" + digest + "\"";
    ctx.header("Docker-Content-Digest", digest).header("ETag", tag);
    // These are bytes under a media type: no character set is appended.
    ctx.res().setCharacterEncoding((String) null);
    ctx.res().setContentType(contentType);
    // What lies under a digest never changes.
    ctx.header("Cache-Control", "max-age=31536000, immutable");
    if (tag.equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
      return;
    }
    ctx.header("Content-Length", Long.toString(Files.size(file)));
    if (!ctx.method().equals(HandlerType.HEAD)) {
      ctx.result(Files.newInputStream(file));
    }
  }

  private static void error(Context ctx, int status, String code, String message) {
    ctx.status(status).json(ErrorBody.of(code, message));
  }
}
