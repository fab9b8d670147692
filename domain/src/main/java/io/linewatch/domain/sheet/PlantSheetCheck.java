package io.linewatch.domain.sheet;

import io.linewatch.domain.config.Nearest;
import io.linewatch.domain.config.Problem;
import io.linewatch.domain.plant.AssetPath;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a sheet makes sense: every mistake at once, each with its row and column and, where
 * something is misspelt, the nearest right word. A sheet without problems compiles for each of its
 * gateways.
 */
public final class PlantSheetCheck {
  static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.\\-]{0,63}");
  static final String NAME_RULE =
      "must be 1 to 64 letters, digits, '_', '-' or '.', starting with a letter or digit";
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final PlantSheet sheet;
  private final SheetProblems problems;
  private final Set<String> gateways;
  private final Set<String> classes;
  private final Map<AssetPath, AssetRow> assets = new HashMap<>();

  private PlantSheetCheck(PlantSheet sheet, Set<String> incomplete) {
    this.sheet = sheet;
    this.problems = new SheetProblems(incomplete);
    this.gateways = sheet.gateways().stream().map(GatewayRow::id).collect(Collectors.toSet());
    this.classes = sheet.classes().stream().map(ClassRow::id).collect(Collectors.toSet());
    sheet.assets().forEach(row -> assets.putIfAbsent(row.asset(), row));
  }

  /** Paths are {@code table[row].column}, rows from 0. Empty when all is well. */
  public static List<Problem> problems(PlantSheet sheet) {
    return problems(sheet, Set.of());
  }

  /**
   * @param incomplete tables of which rows are missing here, so that nobody is told that a thing is
   *     unknown whose row only could not be read
   */
  static List<Problem> problems(PlantSheet sheet, Set<String> incomplete) {
    return new PlantSheetCheck(sheet, incomplete).all();
  }

  private List<Problem> all() {
    if (!problems.isIncomplete("site") && !NAME.matcher(sheet.site()).matches()) {
      problems.add("site", "'" + sheet.site() + "' " + NAME_RULE);
    }
    checkGateways();
    checkClasses();
    checkAssets();
    checkChannels();
    new LimitCheck(sheet, problems).check(this::checkOwner);
    checkModels();
    new SourceCheck(sheet, problems).check(gateways);
    new RecordingCheck(sheet, problems).check();
    return problems.all();
  }

  private void checkGateways() {
    problems.duplicates("gateways", sheet.gateways(), GatewayRow::id, "id");
    for (int i = 0; i < sheet.gateways().size(); i++) {
      GatewayRow row = sheet.gateways().get(i);
      requireName("gateways", i, "id", row.id());
      String[] names = row.home().split("/", -1);
      boolean form = names.length == 3;
      for (String name : names) {
        form &= NAME.matcher(name).matches();
      }
      if (!form) {
        problems.add("gateways", i, "home", "'" + row.home() + "' must be site/area/line");
      } else {
        checkSite("gateways", i, "home", names[0]);
      }
    }
  }

  private void checkClasses() {
    problems.duplicates("classes", sheet.classes(), ClassRow::id, "id");
    for (int i = 0; i < sheet.classes().size(); i++) {
      requireName("classes", i, "id", sheet.classes().get(i).id());
    }
  }

  private void checkAssets() {
    MachineCheck machines = new MachineCheck(sheet, problems);
    Map<AssetPath, Integer> first = new HashMap<>();
    for (int i = 0; i < sheet.assets().size(); i++) {
      AssetRow row = sheet.assets().get(i);
      checkSite("assets", i, "asset", row.asset().site());
      checkKnown("assets", i, "gateway", row.gateway(), "gateways", gateways);
      if (row.assetClass() != null) {
        checkKnown("assets", i, "assetClass", row.assetClass(), "classes", classes);
      }
      machines.check(i, row);
      Integer before = first.putIfAbsent(row.asset(), i);
      if (before != null) {
        String other = sheet.assets().get(before).gateway();
        problems.add(
            "assets",
            i,
            "asset",
            other.equals(row.gateway())
                ? "'" + row.asset() + "' stands here twice"
                : "'"
                    + row.asset()
                    + "' is already given to gateway '"
                    + other
                    + "'; one gateway speaks for an asset");
      }
    }
  }

  private void checkChannels() {
    problems.duplicates(
        "channels",
        sheet.channels(),
        row -> SheetProblems.owner(row.asset(), row.assetClass()) + " " + row.channel(),
        "channel");
    for (int i = 0; i < sheet.channels().size(); i++) {
      ChannelRow row = sheet.channels().get(i);
      checkOwner("channels", i, row.asset(), row.assetClass());
      requireName("channels", i, "channel", row.channel());
      if (row.quantity().isBlank()) {
        problems.add("channels", i, "quantity", "must say what is measured");
      }
      int place = i;
      Ucum.problem(row.unit()).ifPresent(text -> problems.add("channels", place, "unit", text));
      NoveltyCheck.budgetProblem(row.novelty())
          .ifPresent(text -> problems.add("channels", place, "novelty", text));
      Double low = row.rangeLow();
      Double high = row.rangeHigh();
      if (low != null && high != null && low >= high) {
        problems.add(
            "channels",
            i,
            "rangeHigh",
            SheetText.number(high) + " must be greater than rangeLow " + SheetText.number(low));
      }
    }
  }

  private void checkModels() {
    problems.duplicates(
        "models", sheet.models(), row -> row.asset() + " model " + row.name(), "name");
    for (int i = 0; i < sheet.models().size(); i++) {
      ModelRow row = sheet.models().get(i);
      checkOwner("models", i, row.asset(), null);
      requireName("models", i, "name", row.name());
      if (!DIGEST.matcher(row.digest()).matches()) {
        problems.add(
            "models", i, "digest", "must be 'sha256:' and 64 hexadecimal digits in lower case");
      }
    }
  }

  private void checkOwner(
      String table, int row, @Nullable AssetPath asset, @Nullable String assetClass) {
    if ((asset == null) == (assetClass == null)) {
      problems.add(table, row, "asset", "needs either an asset or an assetClass");
    } else if (asset != null) {
      Collection<String> known =
          assets.keySet().stream().map(AssetPath::toString).collect(Collectors.toSet());
      checkKnown(table, row, "asset", asset.toString(), "assets", known);
    } else if (assetClass != null) {
      checkKnown(table, row, "assetClass", assetClass, "classes", classes);
    }
  }

  private void checkKnown(
      String table, int row, String column, String name, String of, Collection<String> known) {
    if (!known.contains(name) && !problems.isIncomplete(of)) {
      problems.add(
          table, row, column, "'" + name + "' is not in " + of + "; " + Nearest.hint(name, known));
    }
  }

  private void checkSite(String table, int row, String column, String site) {
    if (!site.equals(sheet.site()) && !problems.isIncomplete("site")) {
      problems.add(
          table,
          row,
          column,
          "site '" + site + "' is not this sheet's site '" + sheet.site() + "'");
    }
  }

  private void requireName(String table, int row, String column, String name) {
    if (!NAME.matcher(name).matches()) {
      problems.add(table, row, column, "'" + name + "' " + NAME_RULE);
    }
  }
}
