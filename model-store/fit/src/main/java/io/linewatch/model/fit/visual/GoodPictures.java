package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.format.Digest;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureHeader;
import io.linewatch.model.visual.PictureLimits;
import io.linewatch.model.visual.PictureRefused;
import io.linewatch.model.visual.VisualSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Pictures of good parts in a folder. What cannot be read and what is there twice is left out, with
 * a note; the pictures themselves are read one at a time, when asked for.
 *
 * @param files in the order of their names
 * @param notes for people
 * @param width in pixels, the most frequent
 * @param height of pictures of this width, the most frequent
 * @param aspect width by height, the median
 * @param alike whether all have nearly this aspect
 */
public record GoodPictures(
    List<Path> files, List<String> notes, int width, int height, double aspect, boolean alike) {
  /** With fewer nothing can be held out. */
  public static final int LEAST = 10;

  public static final int MOST = 20_000;

  private static final int NOTES = 20;
  private static final double ALIKE = 1.05;

  public GoodPictures {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  /**
   * @throws FitRefused when there are too few, with the number needed
   */
  public static GoodPictures in(Path folder) throws IOException, FitRefused {
    return of(folder, files(folder));
  }

  /**
   * Chosen pictures.
   *
   * @param folder they are of, for messages
   * @throws FitRefused when there are too few, with the number needed
   */
  public static GoodPictures of(Path folder, List<Path> found) throws IOException, FitRefused {
    if (found.size() > MOST) {
      throw new FitRefused(
          folder + " has " + found.size() + " pictures, at most " + MOST + " are taken");
    }
    Map<String, Path> seen = new HashMap<>();
    List<Path> usable = new ArrayList<>();
    List<PictureHeader> headers = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Path file : found) {
      byte[] bytes = Files.readAllBytes(file);
      Path twin = seen.putIfAbsent(Digest.of(bytes), file);
      if (twin != null) {
        notes.add("left out " + file.getFileName() + ": the same as " + twin.getFileName());
        continue;
      }
      try {
        headers.add(PictureHeader.read(bytes, PictureLimits.STANDARD));
        usable.add(file);
      } catch (PictureRefused refused) {
        notes.add("left out " + file.getFileName() + ": " + refused.getMessage());
      }
    }
    if (usable.size() < LEAST) {
      throw new FitRefused(
          folder
              + " has "
              + usable.size()
              + " usable pictures of good parts, at least "
              + LEAST
              + " are needed"
              + (notes.isEmpty() ? "" : "; " + notes.getFirst()));
    }
    return of(usable, headers, notes);
  }

  /** The same with notes of where they are from, before the others. */
  GoodPictures saying(List<String> more) {
    List<String> all = new ArrayList<>(more);
    all.addAll(notes);
    return new GoodPictures(files, all, width, height, aspect, alike);
  }

  /** How pictures are brought to a scale's size. */
  public VisualSpec.Aspect how() {
    return alike ? VisualSpec.Aspect.STRETCH : VisualSpec.Aspect.OWN;
  }

  /** Pictures of a folder, in the order of their names; folders in it are left alone. */
  public static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isRegularFile)
          .filter(GoodPictures::looksLikeOne)
          .sorted()
          .toList();
    }
  }

  /**
   * @throws PictureRefused when it cannot be decoded
   */
  public static Picture read(Path file) throws IOException, PictureRefused {
    return new PictureDecoder(PictureLimits.STANDARD).decode(Files.readAllBytes(file));
  }

  private static boolean looksLikeOne(Path file) {
    String name = file.getFileName().toString().toLowerCase(java.util.Locale.ROOT);
    return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
  }

  private static GoodPictures of(
      List<Path> files, List<PictureHeader> headers, List<String> notes) {
    Map<List<Integer>, Integer> sizes = new HashMap<>();
    headers.forEach(h -> sizes.merge(List.of(h.width(), h.height()), 1, Integer::sum));
    // Of equally frequent sizes the greater, so that the order of a map decides nothing.
    List<Integer> size =
        sizes.entrySet().stream()
            .max(
                Map.Entry.<List<Integer>, Integer>comparingByValue()
                    .thenComparing(e -> e.getKey().getFirst())
                    .thenComparing(e -> e.getKey().getLast()))
            .orElseThrow()
            .getKey();
    if (sizes.size() > 1) {
      notes.add(
          "the pictures have "
              + sizes.size()
              + " sizes: let the camera cut alike where it can, so that parts lie alike");
    }
    double[] aspects =
        headers.stream().mapToDouble(h -> (double) h.width() / h.height()).sorted().toArray();
    double median = aspects[aspects.length / 2];
    boolean alike = aspects[0] > median / ALIKE && aspects[aspects.length - 1] < median * ALIKE;
    List<String> few = notes.size() <= NOTES ? notes : new ArrayList<>(notes.subList(0, NOTES));
    if (notes.size() > NOTES) {
      few.add((notes.size() - NOTES) + " more");
    }
    return new GoodPictures(files, few, size.getFirst(), size.getLast(), median, alike);
  }
}
