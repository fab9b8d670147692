package io.linewatch.edge.commissioning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The points that have been checked, in a file of the state folder: a mark is there when it is on
 * disk. At most {@link #MAX_MARKS}. Any thread.
 */
public final class CheckMarks {
  public static final String FILE = "commissioning.json";

  /** As many as a gateway has channels at most. */
  public static final int MAX_MARKS = 100_000;

  private static final int VERSION = 1;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /** What stands in the file. */
  record Content(int v, List<Stored> marks) {}

  /**
   * @param when ISO-8601
   */
  record Stored(
      String channel, String who, String when, double value, String unit, String quality) {
    static Stored of(CheckMark mark) {
      return new Stored(
          mark.channel(),
          mark.who(),
          mark.when().toString(),
          mark.value(),
          mark.unit(),
          mark.quality());
    }

    CheckMark mark() {
      return new CheckMark(channel, who, Instant.parse(when), value, unit, quality);
    }
  }

  private final Path stateDir;
  private final Path file;
  private final String problem;
  private Map<String, CheckMark> marks;

  /** Reads what is there; a file that cannot be read is set aside, and {@link #problem} says so. */
  public CheckMarks(Path stateDir, MeterRegistry metrics) {
    this.stateDir = stateDir;
    this.file = stateDir.resolve(FILE);
    Map<String, CheckMark> read = new TreeMap<>();
    String wrong = "";
    try {
      if (Files.exists(file)) {
        read(Files.readAllBytes(file)).forEach(mark -> read.put(mark.channel(), mark));
      }
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException damaged) {
      wrong = setAside(String.valueOf(damaged.getMessage()));
    } catch (IOException unreadable) {
      wrong = "The checked points cannot be read: " + unreadable.getMessage();
    }
    this.marks = read;
    this.problem = wrong;
    Gauge.builder("linewatch.edge.points.checked", this, CheckMarks::size)
        .description("points somebody has checked; the bound is " + MAX_MARKS)
        .register(metrics);
  }

  private static List<CheckMark> read(byte[] bytes) throws IOException {
    Content content = JSON.readValue(bytes, Content.class);
    if (content.v() != VERSION) {
      throw new IllegalArgumentException("version " + content.v() + " is not known here");
    }
    return content.marks().stream().map(Stored::mark).toList();
  }

  private String setAside(String reason) {
    Path bad = file.resolveSibling(FILE + ".bad");
    try {
      Files.move(file, bad, StandardCopyOption.REPLACE_EXISTING);
      return "The list of checked points was damaged (" + reason + ") and is kept as " + bad + ".";
    } catch (IOException e) {
      return "The list of checked points is damaged (" + reason + ").";
    }
  }

  /** What was wrong with the file at the start; empty when nothing was. */
  public String problem() {
    return problem;
  }

  public synchronized @Nullable CheckMark of(String channel) {
    return marks.get(channel);
  }

  private synchronized int size() {
    return marks.size();
  }

  /**
   * Replaces the point's mark.
   *
   * @throws IOException when it could not be made durable; then it does not hold
   */
  public synchronized void put(CheckMark mark) throws IOException {
    if (marks.size() >= MAX_MARKS && !marks.containsKey(mark.channel())) {
      throw new IOException("more than " + MAX_MARKS + " points are checked; remove marks first");
    }
    Map<String, CheckMark> changed = new TreeMap<>(marks);
    changed.put(mark.channel(), mark);
    store(changed);
    marks = changed;
  }

  /**
   * Takes the point's mark away, if it has one.
   *
   * @throws IOException when that could not be made durable; then the mark stays
   */
  public synchronized void remove(String channel) throws IOException {
    Map<String, CheckMark> changed = new TreeMap<>(marks);
    if (changed.remove(channel) != null) {
      store(changed);
      marks = changed;
    }
  }

  /** After a crash either the old or the new file stands there, whole. */
  private void store(Map<String, CheckMark> all) throws IOException {
    byte[] bytes =
        JSON.writeValueAsBytes(
            new Content(VERSION, all.values().stream().map(Stored::of).toList()));
    Path temporary = file.resolveSibling(FILE + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(stateDir, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
