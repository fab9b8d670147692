package io.linewatch.edge.recording;

import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.wire.Codec;
import io.linewatch.domain.wire.Documents;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.model.format.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Requests made on this machine, a file each: who may write to the agent's state folder may ask for
 * a recording, and nobody else. Nothing listens for it. Any thread.
 */
public final class LocalRequests {
  static final String FOLDER = "recording-requests";
  static final int MAX_FILES = 64;
  private static final int MAX_BYTES = 2_000_000;
  private static final String SUFFIX = ".json";
  private static final Codec<RecordingRequest> CODEC =
      Documents.of("recording-request", RecordingRequest.class, MAX_BYTES);

  private final Path folder;

  public LocalRequests(Path stateDir) {
    this.folder = stateDir.resolve(FOLDER);
  }

  /**
   * What the files say.
   *
   * @param problems by file, why it is not followed
   */
  public record Found(Map<String, RecordingRequest> requests, Map<String, String> problems) {
    public Found {
      requests = Map.copyOf(requests);
      problems = Map.copyOf(problems);
    }
  }

  /** Asks for a recording; one of this name that already runs goes on as the new one says. */
  public void put(RecordingRequest request) throws IOException {
    Files.createDirectories(folder);
    DurableFile.write(file(request.name()), CODEC.encode(request));
  }

  /** Takes a request back; false when there is none. */
  public boolean remove(String name) throws IOException {
    return Files.deleteIfExists(file(RecordingRequest.requireName(name)));
  }

  private Path file(String name) {
    return folder.resolve(name + SUFFIX);
  }

  /** All requests; files that are none are named, and stop no other. */
  public Found all() throws IOException {
    Map<String, RecordingRequest> requests = new TreeMap<>();
    Map<String, String> problems = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return new Found(requests, problems);
    }
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted()
          .limit(MAX_FILES + 1L)
          .forEach(file -> read(file, requests, problems));
    }
    if (requests.size() > MAX_FILES) {
      problems.put(FOLDER, "at most " + MAX_FILES + " recordings at once; stop some");
      requests.keySet().stream().skip(MAX_FILES).toList().forEach(requests::remove);
    }
    return new Found(requests, problems);
  }

  private static void read(
      Path file, Map<String, RecordingRequest> requests, Map<String, String> problems) {
    String name = String.valueOf(file.getFileName());
    try (InputStream in = Files.newInputStream(file)) {
      RecordingRequest request = CODEC.decode(in.readNBytes(MAX_BYTES + 1));
      if (!name.equals(request.name() + SUFFIX)) {
        throw new MalformedRecord("it asks for '" + request.name() + "', name it so");
      }
      requests.put(request.name(), request);
    } catch (MalformedRecord malformed) {
      problems.put(name, "no recording request: " + malformed.getMessage());
    } catch (java.nio.file.NoSuchFileException gone) {
      // Taken back while we looked.
    } catch (IOException unreadable) {
      problems.put(name, "cannot be read: " + unreadable);
    }
  }
}
