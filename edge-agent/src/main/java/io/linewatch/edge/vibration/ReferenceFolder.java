package io.linewatch.edge.vibration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.linewatch.domain.config.RecordBinder;
import io.linewatch.domain.config.RecordWriter;
import io.linewatch.domain.config.Scalars;
import io.linewatch.domain.config.TextTree;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.vibration.BearingFault;
import io.linewatch.model.vibration.VibrationReference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the points learned of their healthy state, a small file each, so that a restart does not
 * take a machine that has worn since for a healthy one. Deleting a file lets its point learn anew.
 */
final class ReferenceFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ReferenceFolder.class);
  private static final String FOLDER = "vibration";
  private static final long MAX_BYTES = 1 << 20;
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * The file's content.
   *
   * @param struckBlocks null, as {@code blocks}, in files from before blows were counted
   */
  record Saved(
      String channel,
      String of,
      List<Double> medianDb,
      List<Double> meanDb,
      List<Double> deviationDb,
      Map<String, Double> linesDb,
      @Nullable Integer struckBlocks,
      @Nullable Integer blocks) {}

  private final Path folder;

  ReferenceFolder(Path stateDir) {
    this.folder = stateDir.resolve(FOLDER);
  }

  private Path file(ChannelId channel) {
    // Names are letters of any script; a digest is a file name everywhere.
    byte[] name = channel.toString().getBytes(StandardCharsets.UTF_8);
    return folder.resolve(UUID.nameUUIDFromBytes(name) + ".json");
  }

  /**
   * @param of what the reference must have been learned on: machine, unit, rate, length of blocks
   * @return null when there is none, or it is of something else, or it cannot be read
   */
  @Nullable VibrationReference load(ChannelId channel, String of) {
    Path file = file(channel);
    try {
      if (!Files.exists(file) || Files.size(file) > MAX_BYTES) {
        return null;
      }
      TextTree tree = TextTree.ofJson(Files.readString(file));
      Saved saved = new RecordBinder(Scalars.STRICT).bind(tree.root(), Saved.class, "");
      if (saved == null || !saved.channel.equals(channel.toString()) || !saved.of.equals(of)) {
        return null;
      }
      Map<BearingFault, Double> lines = new EnumMap<>(BearingFault.class);
      saved.linesDb.forEach((fault, db) -> lines.put(BearingFault.valueOf(fault), db));
      return new VibrationReference(
          array(saved.medianDb),
          array(saved.meanDb),
          array(saved.deviationDb),
          lines,
          saved.struckBlocks == null ? 0 : saved.struckBlocks,
          saved.blocks == null ? 0 : saved.blocks);
    } catch (IOException | IllegalArgumentException unreadable) {
      LOG.warn(
          "the reference of {} in {} is not used and learned anew: {}",
          channel,
          file,
          unreadable.getMessage());
      return null;
    }
  }

  /**
   * Replaces the file; after a crash the old or the new one stands there, whole.
   *
   * @throws IOException when the disk does not take it
   */
  void save(ChannelId channel, String of, VibrationReference reference) throws IOException {
    Map<String, Double> lines = new TreeMap<>();
    reference.linesDb().forEach((fault, db) -> lines.put(fault.name(), db));
    Saved saved =
        new Saved(
            channel.toString(),
            of,
            list(reference.medianDb()),
            list(reference.meanDb()),
            list(reference.deviationDb()),
            lines,
            reference.struckBlocks(),
            reference.blocks());
    Files.createDirectories(folder);
    Path temporary = folder.resolve(UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel out =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(json(saved));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(temporary, file(channel), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static byte[] json(Saved saved) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      RecordWriter.writeComponents(out, saved);
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
