package io.linewatch.model.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.linewatch.fixture.fuzz.ByteMutator;
import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.fixture.fuzz.JsonMutator;
import io.linewatch.fixture.fuzz.Mutator;
import io.linewatch.model.client.ModelClient;
import io.linewatch.model.fit.ModelFitter;
import io.linewatch.model.fit.Recordings;
import io.linewatch.model.format.Digest;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.format.OciReferences;
import io.linewatch.model.format.OciReferences.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store that was taken over: parts that fit their digests and are wrong, answers that are no
 * HTTP.
 */
class PullFuzzTest {
  @TempDir Path folder;

  @Test
  void everyPackageWithAForeignPartIsLoadedOrRefusedWithAReason() throws Exception {
    OciLayout layout = OciLayout.open(folder.resolve("store"));
    Path recording = Recordings.normal(folder, "a.csv", 400, 1);
    String digest =
        layout.pack(new ModelFitter(_ -> {}).fit(Recordings.options(recording)).contents());
    String manifest = Files.readString(layout.blobFile(digest));
    for (Blob part : OciReferences.of(manifest.getBytes(UTF_8))) {
      boolean json = !part.file().endsWith(".onnx");
      Mutator mutator = json ? new JsonMutator() : new ByteMutator();
      byte[] sample = Files.readAllBytes(layout.blobFile(part.digest()));
      if (part.file().equals("linewatch.json") || part.file().equals("golden.json") || !json) {
        Fuzz.run(
            FuzzTarget.of(
                    "package-" + part.file().replace('.', '-'),
                    List.of(sample),
                    mutator,
                    input -> load(layout, manifest, part, input))
                .rounds(json ? 800 : 200));
      }
    }
  }

  private static @Nullable String load(OciLayout layout, String manifest, Blob part, byte[] bytes)
      throws IOException {
    String digest = Digest.of(bytes);
    String other =
        manifest.replace(
            "\"digest\":\"" + part.digest() + "\",\"size\":" + part.size(),
            "\"digest\":\"" + digest + "\",\"size\":" + bytes.length);
    Path blob = layout.blobFile(digest);
    Path file = layout.blobFile(Digest.of(other.getBytes(UTF_8)));
    try {
      Files.write(blob, bytes);
      Files.writeString(file, other);
      layout.load(Digest.of(other.getBytes(UTF_8)));
      return null;
    } catch (ModelRefused refused) {
      return String.valueOf(refused.getMessage());
    } finally {
      if (!digest.equals(part.digest())) {
        Files.deleteIfExists(blob);
        Files.deleteIfExists(file);
      }
    }
  }

  @Test
  void everyAnswerOfAStoreIsAPackageOrARefusalOrAStoreThatIsAway() throws Exception {
    byte[] sample =
        """
        HTTP/1.1 200 OK\r
        Content-Type: application/vnd.oci.image.manifest.v1+json\r
        Content-Length: 2\r
        Connection: close\r
        \r
        {}\
        """
            .getBytes(ISO_8859_1);
    OciLayout cache = OciLayout.open(folder.resolve("cache"));
    try (ServerSocket store = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        ModelClient client =
            new ModelClient(
                URI.create("http://127.0.0.1:" + store.getLocalPort()),
                cache,
                Duration.ofSeconds(5))) {
      Fuzz.run(
          FuzzTarget.of(
                  "store-answer",
                  List.of(sample),
                  new ByteMutator(),
                  input -> answered(store, client, input))
              .rounds(200));
    } catch (AssertionError nothingAccepted) {
      // A mutant whose digest is the one that was asked for does not exist.
      if (!String.valueOf(nothingAccepted.getMessage()).contains("accepted 0 and refused 200")) {
        throw nothingAccepted;
      }
    }
  }

  private static @Nullable String answered(ServerSocket store, ModelClient client, byte[] answer)
      throws Exception {
    Thread server =
        Thread.ofVirtual()
            .start(() -> {
              try (Socket socket = store.accept()) {
                InputStream in = socket.getInputStream();
                var _ = in.read(new byte[8_192]);
                socket.getOutputStream().write(answer);
              } catch (IOException e) {
                // The client has hung up.
              }
            });
    try {
      client.pull("normal-running", "sha256:" + "3f".repeat(32));
      return null;
    } catch (IOException | ModelRefused refused) {
      return String.valueOf(refused.getMessage());
    } finally {
      server.join();
    }
  }
}
