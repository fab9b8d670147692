package io.linewatch.bench.visual;

import io.linewatch.model.fit.visual.GoodPictures;
import io.linewatch.model.fit.visual.PicturePlaces;
import io.linewatch.model.fit.visual.PlaceReader;
import io.linewatch.model.fit.visual.VisualModel.Grid;
import io.linewatch.model.fit.visual.VisualOptions;
import io.linewatch.model.format.Digest;
import io.linewatch.model.visual.VisualSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whitened places of a set's pictures on disk, so that a second run, and seeds, do not run the
 * backbone again. A folder belongs to one backbone, one set of scales and one whitening; a file to
 * one picture's bytes.
 */
final class PlaceCache {
  private final Path folder;
  private final List<Grid> grids;

  private PlaceCache(Path folder, List<Grid> grids) {
    this.folder = folder;
    this.grids = grids;
  }

  /** {@code .linewatch/bench/visual} of the repository. */
  static Path standard() {
    String repository = System.getenv().getOrDefault("LINEWATCH_REPOSITORY", ".");
    return Path.of(repository, ".linewatch", "bench", "visual");
  }

  /** Below a folder. */
  static PlaceCache of(Path root, PictureSet set, VisualOptions options, PlaceReader reader)
      throws IOException {
    StringBuilder key = new StringBuilder(options.backbone().digest()).append(options.sides());
    VisualSpec.Alignment alignment = reader.alignment();
    if (alignment != null) {
      key.append(alignment.hashCode());
    }
    for (var whitening : reader.whitenings()) {
      key.append(java.util.Arrays.hashCode(whitening.mean()))
          .append(java.util.Arrays.deepHashCode(whitening.directions()));
    }
    String digest = Digest.of(key.toString().getBytes(StandardCharsets.UTF_8));
    Path folder = root.resolve(set.name()).resolve(Digest.hex(digest).substring(0, 16));
    return new PlaceCache(Files.createDirectories(folder), reader.grids());
  }

  PicturePlaces places(Path picture, PlaceReader reader) throws Exception {
    Path file = folder.resolve(Digest.hex(Digest.of(Files.readAllBytes(picture))));
    if (Files.exists(file)) {
      return read(file);
    }
    PicturePlaces places = reader.places(GoodPictures.read(picture));
    int numbers =
        Stream.concat(places.places().stream(), places.contexts().stream())
            .mapToInt(values -> values.length)
            .sum();
    ByteBuffer bytes = ByteBuffer.allocate(numbers * Float.BYTES);
    places.places().forEach(values -> put(bytes, values));
    places.contexts().forEach(values -> put(bytes, values));
    Path half = folder.resolve(file.getFileName() + ".half");
    Files.write(half, bytes.array());
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    return places;
  }

  private PicturePlaces read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    List<float[]> places = new ArrayList<>();
    for (Grid grid : grids) {
      places.add(take(bytes, grid.rows() * grid.columns() * grid.dimensions()));
    }
    int context = bytes.remaining() / Float.BYTES / grids.size();
    List<float[]> contexts = new ArrayList<>();
    grids.forEach(_ -> contexts.add(take(bytes, context)));
    return new PicturePlaces(places, contexts);
  }

  private static void put(ByteBuffer bytes, float[] values) {
    for (float value : values) {
      bytes.putFloat(value);
    }
  }

  private static float[] take(ByteBuffer bytes, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = bytes.getFloat();
    }
    return values;
  }
}
