package io.linewatch.edge.config;

import static io.linewatch.edge.config.InspectionConfig.require;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A folder that a camera writes to.
 *
 * @param path relative to the file this stands in
 * @param name pattern of file names, such as <code>{part}_{time}.jpg</code>
 * @param stable how long a file must not have changed; 1 s when left out. 0: files are renamed into
 *     the folder when they are whole
 * @param keep of done and failed files; 1,000 MB and 7 days when left out
 */
public record PictureFolder(
    String path,
    String name,
    @Nullable Duration stable,
    InspectionConfig.@Nullable Retention keep) {
  private static final Duration DEFAULT_STABLE = Duration.ofSeconds(1);
  private static final InspectionConfig.Retention DEFAULT_KEEP =
      new InspectionConfig.Retention(1_000, Duration.ofDays(7));

  public PictureFolder {
    require(!path.isBlank(), "path must name a folder");
    require(
        name.contains("{part}") && !name.contains("/"),
        "name must be a pattern of a file's name with {part}, such as {part}_{time}.jpg");
    require(
        name.replaceAll("\\{(part|time|product)}", "").indexOf('{') < 0
            && name.indexOf("{part}") == name.lastIndexOf("{part}")
            && name.indexOf("{time}") == name.lastIndexOf("{time}")
            && name.indexOf("{product}") == name.lastIndexOf("{product}"),
        "name may hold {part}, {time} and {product}, each once");
    require(
        stable == null || (!stable.isNegative() && stable.compareTo(Duration.ofMinutes(10)) <= 0),
        "stable must be from 0s to 10m");
  }

  public Duration stableOrDefault() {
    return stable == null ? DEFAULT_STABLE : stable;
  }

  public InspectionConfig.Retention keepOrDefault() {
    return keep == null ? DEFAULT_KEEP : keep;
  }
}
