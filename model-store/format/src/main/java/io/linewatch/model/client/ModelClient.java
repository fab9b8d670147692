package io.linewatch.model.client;

import io.linewatch.domain.config.Excerpt;
import io.linewatch.model.format.Digest;
import io.linewatch.model.format.ModelPackage;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.format.OciReferences;
import io.linewatch.model.visual.VisualPackage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Pulls model packages by digest from a store into a local layout. What is already here and whole
 * is not asked for again, so a model comes up with the store away. Safe from any thread; blocking.
 */
public final class ModelClient implements AutoCloseable {
  private static final int MAX_REASON = 300;
  private static final String ACCEPT = "application/vnd.oci.image.manifest.v1+json, */*;q=0.1";

  private final URI store;
  private final OciLayout layout;
  private final Duration timeout;
  private final HttpClient http;

  /**
   * @param store base address, such as {@code http://127.0.0.1:5000}
   * @param layout where packages are kept
   * @param timeout for each of the few requests of a pull, from connecting to the last byte
   */
  public ModelClient(URI store, OciLayout layout, Duration timeout) {
    this.store = store;
    this.layout = layout;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Gets a package, from the local layout where it is whole there.
   *
   * @param name of the model, under which the store serves it
   * @param digest of the package's manifest
   * @throws ModelRefused when the package must not be used; trying again does not help until the
   *     store holds something else
   * @throws IOException when the store is away or has no such package yet; try again later
   */
  public ModelPackage pull(String name, String digest) throws IOException, ModelRefused {
    return pull(name, digest, layout::load);
  }

  /** As {@link #pull}, for a visual model. */
  public VisualPackage pullVisual(String name, String digest) throws IOException, ModelRefused {
    return pull(name, digest, layout::loadVisual);
  }

  /** How a layout gives a package it has. */
  @FunctionalInterface
  private interface Loading<T> {
    T load(String digest) throws IOException, ModelRefused;
  }

  private <T> T pull(String name, String digest, Loading<T> loading)
      throws IOException, ModelRefused {
    if (!Digest.isValid(digest)) {
      throw new ModelRefused(
          "digest '" + digest + "' must be sha256: and 64 small hexadecimal digits");
    }
    if (layout.hasBlob(digest)) {
      try {
        return loading.load(digest);
      } catch (NoSuchFileException | ModelRefused e) {
        // Half pulled or gone bad on disk: what the store has decides.
        return fetchAll(name, digest, loading);
      }
    }
    return fetchAll(name, digest, loading);
  }

  private <T> T fetchAll(String name, String digest, Loading<T> loading)
      throws IOException, ModelRefused {
    byte[] manifest = fetch(name, "manifests", digest, OciReferences.MAX_MANIFEST_BYTES);
    requireDigest("the manifest", digest, manifest);
    for (OciReferences.Blob blob : OciReferences.of(manifest)) {
      if (layout.hasBlob(blob.digest())
          && Digest.of(layout.blobFile(blob.digest())).equals(blob.digest())) {
        continue;
      }
      byte[] bytes = fetch(name, "blobs", blob.digest(), blob.size());
      requireDigest(blob.file(), blob.digest(), bytes);
      layout.putBlob(blob.digest(), bytes);
    }
    layout.putBlob(digest, manifest);
    T pulled = loading.load(digest);
    layout.link(name, digest);
    return pulled;
  }

  private byte[] fetch(String name, String kind, String digest, long maxBytes)
      throws IOException, ModelRefused {
    URI uri = store.resolve("/v2/" + encode(name) + "/" + kind + "/" + digest);
    HttpRequest request =
        HttpRequest.newBuilder(uri).timeout(timeout).header("Accept", ACCEPT).GET().build();
    HttpResponse<byte[]> response = send(request, maxBytes);
    if (response.statusCode() == 404) {
      throw new IOException("the model store has no " + kind + " " + digest + " of " + name);
    }
    if (response.statusCode() != 200) {
      throw new IOException("the model store answered " + response.statusCode() + " to " + uri);
    }
    return response.body();
  }

  /** The request's own time-out ends at the headers; ours covers the body too. */
  private HttpResponse<byte[]> send(HttpRequest request, long maxBytes)
      throws IOException, ModelRefused {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException(
          "the model store did not answer " + request.uri() + " within " + timeout, e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("pull interrupted");
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      if (isTooLong(e)) {
        throw new ModelRefused(
            request.uri() + " is longer than the " + maxBytes + " bytes it should have", e);
      }
      throw new IOException(
          "the model store cannot be reached at "
              + store
              + ": "
              + Excerpt.of(String.valueOf(e.getCause()), MAX_REASON),
          e);
    }
  }

  private static boolean isTooLong(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t.getMessage() != null && t.getMessage().contains("body exceeds capacity")) {
        return true;
      }
    }
    return false;
  }

  private static void requireDigest(String what, String digest, byte[] bytes) throws ModelRefused {
    String actual = Digest.of(bytes);
    if (!actual.equals(digest)) {
      throw new ModelRefused(
          "the store sent " + what + " with digest " + actual + ", expected " + digest);
    }
  }

  private static String encode(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
