package io.linewatch.edge.config;

import static io.linewatch.edge.config.InspectionConfig.require;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.inspection.GateAction;
import io.linewatch.domain.inspection.PictureFault;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One camera station.
 *
 * @param id names its detector {@code asset/model:ID} and its camera's {@code
 *     asset/signal:ID.FAULT}
 * @param asset what it watches; one of this gateway's assets in the plant sheet
 * @param topic its pictures come on; null when they come by the folder
 * @param trigger topic on which parts are announced before their picture; null when they are not
 * @param folder its pictures are written to; null when they come by MQTT
 * @param mode every part or the newest; every part when left out
 * @param deadline how long after the part's arrival the gate has to know
 * @param missing what the gate is told of a part without a verdict in time; reject when left out
 * @param review what it is told of a part to be looked at; hold when left out
 * @param recipeFrom who says what is made; {@code FIXED} when left out and there is one recipe
 * @param recipeTopic where {@code CHANNEL} listens; {@code linewatch/GATEWAY/inspection/ID/recipe}
 *     when left out
 * @param keepPictures which full pictures are kept; {@code REJECTS} when left out
 * @param keepOneInGood of the good ones, with {@code NEAR_LIMIT}; 100 when left out
 * @param masks shares of the picture that are made black before anything of it is stored
 * @param placed whether all parts lie at the same place, so that the picture's can be watched;
 *     false when left out
 * @param faults limits of the camera's faults by name, such as {@code blurred: 70}; 0 is off
 */
public record StationConfig(
    String id,
    AssetPath asset,
    @Nullable String topic,
    @Nullable String trigger,
    @Nullable PictureFolder folder,
    @Nullable Mode mode,
    Duration deadline,
    @Nullable GateAction missing,
    @Nullable GateAction review,
    @Nullable RecipeSource recipeFrom,
    @Nullable String recipeTopic,
    List<Recipe> recipes,
    @Nullable Challenges challenge,
    @Nullable KeepPictures keepPictures,
    @Nullable Integer keepOneInGood,
    @Nullable List<Mask> masks,
    @Nullable Boolean placed,
    @Nullable Map<String, Double> faults,
    @Nullable Alarm alarm) {
  private static final Duration LONGEST_DEADLINE = Duration.ofMinutes(10);
  private static final int DEFAULT_ONE_IN = 100;
  private static final int MAX_MASKS = 32;

  public StationConfig {
    recipes = List.copyOf(recipes);
    require(id.matches("[A-Za-z0-9_-]{1,32}"), "id must be 1 to 32 letters, digits, '_' or '-'");
    require(
        (topic == null) != (folder == null), "give either a topic or a folder for its pictures");
    for (String wanted : Stream.of(topic, trigger, recipeTopic).filter(Objects::nonNull).toList()) {
      require(
          wanted != null && wanted.matches("[^+#\\p{Cntrl}]{1,256}"),
          "'" + wanted + "' is no topic: name one, without '+' and '#'");
    }
    require(
        !deadline.isNegative() && !deadline.isZero() && deadline.compareTo(LONGEST_DEADLINE) <= 0,
        "deadline must be above 0 and at most 10 minutes");
    require(!recipes.isEmpty(), "recipes must name at least one");
    Set<String> names = new HashSet<>();
    for (Recipe recipe : recipes) {
      require(names.add(recipe.id()), "recipe '" + recipe.id() + "' stands there twice");
    }
    require(
        recipeFrom != RecipeSource.FIXED || recipes.size() == 1,
        "recipeFrom FIXED has one recipe; use METADATA, CHANNEL or API for several");
    require(
        recipeFrom != null || recipes.size() == 1,
        "say by recipeFrom who names the recipe: METADATA (with each picture), CHANNEL (a topic) or"
            + " API (a request)");
    require(
        folder == null || mode != Mode.LATEST || trigger == null,
        "parts that are announced must all be inspected: leave mode LATEST out");
    require(keepOneInGood == null || keepOneInGood >= 1, "keepOneInGood must be 1 or more");
    masks = masks == null ? List.of() : List.copyOf(masks);
    require(masks.size() <= MAX_MASKS, "masks must be at most " + MAX_MASKS);
    faults = faults == null ? Map.of() : Map.copyOf(faults);
    faults.forEach((tag, limit) -> {
      require(
          PictureFault.ofTag(tag) != null,
          "faults: '"
              + tag
              + "' is none of "
              + Stream.of(PictureFault.values()).map(PictureFault::tag).toList());
      require(limit >= 0 && Double.isFinite(limit), "faults: a limit is 0 (off) or above");
    });
  }

  /** Which pictures are judged. */
  public enum Mode {
    /** All, in their order; the broker is held back when there are too many. */
    EVERY_PART,
    /** The newest; what waited is skipped and counted. */
    LATEST
  }

  /** Who says what product is made. */
  public enum RecipeSource {
    FIXED,
    /** The picture: user property or field {@code product}. */
    METADATA,
    /** A message on the recipe topic; from then on until the next. */
    CHANNEL,
    /** A request to the gateway's own interface; from then on until the next. */
    API
  }

  /** Which full pictures are kept. */
  public enum KeepPictures {
    ALL,
    /** NG and to be reviewed. */
    REJECTS,
    /** These, those close below the review limit, and one in so many good ones. */
    NEAR_LIMIT,
    NONE
  }

  /**
   * What a product is judged by.
   *
   * @param id the product's name
   * @param model name of the package
   * @param digest {@code sha256:…} of the package
   * @param rejectAbove in percent of the model's limit; the package's own when left out
   * @param reviewAbove likewise
   * @param millimetresPerPixel the package's own when left out
   */
  public record Recipe(
      String id,
      String model,
      String digest,
      @Nullable Double rejectAbove,
      @Nullable Double reviewAbove,
      @Nullable Double millimetresPerPixel) {
    public Recipe {
      require(
          id.matches("[^\\s\\p{Cntrl}/+#]{1,64}"), "a recipe's id is one word of 1 to 64 letters");
      require(digest.matches("sha256:[0-9a-f]{64}"), "digest must be sha256: and 64 hex digits");
      require(rejectAbove == null || rejectAbove > 0, "rejectAbove must be above 0");
      require(reviewAbove == null || reviewAbove > 0, "reviewAbove must be above 0");
      require(
          rejectAbove == null || reviewAbove == null || reviewAbove <= rejectAbove,
          "reviewAbove must be at most rejectAbove");
      require(
          millimetresPerPixel == null || (millimetresPerPixel > 0 && millimetresPerPixel < 1_000),
          "millimetresPerPixel must be above 0 and below 1000");
    }
  }

  /**
   * Known parts that are shown to the station.
   *
   * @param every how often each of them is due; the length of a shift
   * @param parts part id to what it is: OK or NG
   */
  public record Challenges(Duration every, Map<String, Verdict> parts) {
    public Challenges {
      parts = Map.copyOf(parts);
      require(
          every.compareTo(Duration.ofMinutes(1)) >= 0 && every.compareTo(Duration.ofDays(31)) <= 0,
          "every must be from 1 minute to 31 days");
      require(!parts.isEmpty() && parts.size() <= 64, "parts must name 1 to 64 known parts");
      require(
          parts.values().stream().allMatch(v -> v == Verdict.OK || v == Verdict.NG),
          "parts: a known part is OK or NG");
    }
  }

  /** In shares of the picture's width and height, 0 to 1, from the top left corner. */
  public record Mask(double left, double top, double right, double bottom) {
    public Mask {
      require(
          left >= 0 && top >= 0 && right <= 1 && bottom <= 1 && left < right && top < bottom,
          "a mask lies within 0 to 1 and is not empty");
    }
  }

  /** What people are told when parts are NG; an advisory of medium severity when left out. */
  public record Alarm(
      @Nullable AlarmClass alarmClass, @Nullable Severity severity, @Nullable String action) {
    public Alarm {
      require(
          alarmClass != AlarmClass.ALARM || (action != null && !action.isBlank()),
          "an alarm needs an action: what to do");
    }
  }

  /** The station as a channel of its asset, as recordings name it. */
  public ChannelId point() {
    return new ChannelId(asset, id);
  }

  /** All topics that are the station's alone. */
  List<String> topics() {
    return Stream.of(topic, trigger, recipeTopic).filter(Objects::nonNull).toList();
  }

  public Mode modeOrDefault() {
    return mode == null ? Mode.EVERY_PART : mode;
  }

  public GateAction missingOrDefault() {
    return missing == null ? GateAction.REJECT : missing;
  }

  public GateAction reviewOrDefault() {
    return review == null ? GateAction.HOLD : review;
  }

  public RecipeSource recipeFromOrDefault() {
    return recipeFrom == null ? RecipeSource.FIXED : recipeFrom;
  }

  public KeepPictures keepPicturesOrDefault() {
    return keepPictures == null ? KeepPictures.REJECTS : keepPictures;
  }

  public boolean placedOrDefault() {
    return placed != null && placed;
  }

  public int keepOneInGoodOrDefault() {
    return keepOneInGood == null ? DEFAULT_ONE_IN : keepOneInGood;
  }

  @Override
  public List<Mask> masks() {
    return masks == null ? List.of() : masks;
  }

  @Override
  public Map<String, Double> faults() {
    return faults == null ? Map.of() : faults;
  }
}
