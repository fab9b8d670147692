package io.linewatch.domain.sheet;

import io.linewatch.domain.config.Nearest;
import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.signal.SignalFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the limits of a sheet make sense, each alone and all of one detector together. */
final class LimitCheck {
  private final PlantSheet sheet;
  private final SheetProblems problems;
  private final LimitOrder order;

  /** A row and where it stands. */
  record Placed(int place, LimitRow row) {}

  /** Checks that a row belongs to something the sheet knows. */
  interface OwnerCheck {
    void check(String table, int row, @Nullable AssetPath asset, @Nullable String assetClass);
  }

  LimitCheck(PlantSheet sheet, SheetProblems problems) {
    this.sheet = sheet;
    this.problems = problems;
    this.order = new LimitOrder(problems);
  }

  void check(OwnerCheck owners) {
    problems.duplicates(
        "limits",
        sheet.limits(),
        row ->
            String.join(
                " ",
                SheetProblems.owner(row.asset(), row.assetClass()),
                row.detector(),
                SheetText.of(row.severity()),
                SheetText.of(row.comparison())),
        "severity");
    Map<String, List<Placed>> byDetector = new LinkedHashMap<>();
    for (int i = 0; i < sheet.limits().size(); i++) {
      LimitRow row = sheet.limits().get(i);
      owners.check("limits", i, row.asset(), row.assetClass());
      checkRow(i, row);
      String owner = SheetProblems.owner(row.asset(), row.assetClass());
      byDetector
          .computeIfAbsent(owner + " " + row.detector(), key -> new ArrayList<>())
          .add(new Placed(i, row));
    }
    byDetector.values().forEach(this::checkDetector);
  }

  private void checkRow(int place, LimitRow row) {
    boolean percentOrRate =
        row.isOnModel() || row.isOnNovelty() || row.comparison() == Crossing.RATE;
    if (percentOrRate && row.value() <= 0) {
      problems.add("limits", place, "value", "must be greater than 0");
    }
    if (Stream.of(row.onDelay(), row.offDelay(), row.reAlarm())
        .anyMatch(delay -> delay != null && delay.isNegative())) {
      problems.add("limits", place, "onDelay", "delays must not be negative");
    }
    if (row.reAlarm() != null && row.reAlarm().isZero()) {
      problems.add("limits", place, "reAlarm", "must be greater than 0; leave it out for never");
    }
    if (row.deadBand() != null && row.deadBand() < 0) {
      problems.add("limits", place, "deadBand", "must not be negative");
    }
    List<String> states = Objects.requireNonNullElse(row.machineStates(), List.of());
    if (states.stream().anyMatch(s -> s.isBlank() || s.contains(SheetText.ITEM_SEPARATOR))) {
      problems.add("limits", place, "machineStates", "a state must be a word without '|'");
    }
    if (row.schedule() != null) {
      try {
        ScheduleText.parse(row.schedule());
      } catch (IllegalArgumentException e) {
        problems.add("limits", place, "schedule", String.valueOf(e.getMessage()));
      }
    }
  }

  private void checkDetector(List<Placed> rows) {
    LimitRow first = rows.getFirst().row();
    order.check(rows);
    if (first.isOnModel()) {
      checkModel(rows);
    } else if (first.isOnSignal()) {
      checkSignal(rows);
    } else if (first.isOnNovelty()) {
      new NoveltyCheck(problems).check(rows.getFirst().place(), first, owners(first), sheet);
    } else {
      checkAgainstChannels(rows);
    }
    checkPolicy(rows);
  }

  private void checkModel(List<Placed> rows) {
    LimitRow first = rows.getFirst().row();
    String name = first.detector().substring(LimitRow.MODEL_PREFIX.length());
    if (!PlantSheetCheck.NAME.matcher(name).matches()) {
      problems.add(
          "limits",
          rows.getFirst().place(),
          "detector",
          "a model's name " + PlantSheetCheck.NAME_RULE);
    }
  }

  /** The signal's fault must be a known one, and its channels those of the asset. */
  private void checkSignal(List<Placed> rows) {
    Placed first = rows.getFirst();
    String text = first.row().detector().substring(LimitRow.SIGNAL_PREFIX.length());
    SignalFault.Name name = SignalFault.Name.of(text);
    if (name == null) {
      List<String> faults = Stream.of(SignalFault.values()).map(SignalFault::tag).toList();
      String fault = text.substring(text.lastIndexOf('.') + 1);
      problems.add(
          "limits",
          first.place(),
          "detector",
          "'" + text + "' must be CHANNEL.FAULT; " + Nearest.hint(fault, faults));
      return;
    }
    if (!PlantSheetCheck.NAME.matcher(text).matches()) {
      problems.add(
          "limits", first.place(), "detector", "'" + text + "' " + PlantSheetCheck.NAME_RULE);
    }
    if (problems.isIncomplete("channels")) {
      return;
    }
    List<String> known = knownChannels(first.row());
    for (String channel : List.of(name.channel(), name.other())) {
      if (!channel.isEmpty() && !known.contains(channel)) {
        problems.add(
            "limits",
            first.place(),
            "detector",
            "'%s' is not a channel of %s; %s"
                .formatted(
                    channel,
                    SheetProblems.owner(first.row().asset(), first.row().assetClass()),
                    Nearest.hint(channel, new TreeSet<>(known))));
      }
    }
    for (Placed placed : rows) {
      if (placed.row().comparison() != Crossing.ABOVE) {
        problems.add(
            "limits", placed.place(), "comparison", "a signal's fault is limited by ABOVE alone");
      }
    }
  }

  /** The channel must exist on every asset the rows are for, and the values be possible there. */
  private void checkAgainstChannels(List<Placed> rows) {
    LimitRow first = rows.getFirst().row();
    if (problems.isIncomplete("channels")) {
      return;
    }
    List<ChannelRow> channels = channelsOf(first);
    if (channels.isEmpty()) {
      TreeSet<String> known = new TreeSet<>(knownChannels(first));
      for (Placed placed : rows) {
        problems.add(
            "limits",
            placed.place(),
            "detector",
            "'%s' is not a channel of %s; %s"
                .formatted(
                    first.detector(),
                    SheetProblems.owner(first.asset(), first.assetClass()),
                    Nearest.hint(first.detector(), known)));
      }
      return;
    }
    for (ChannelRow channel : channels) {
      rows.forEach(placed -> checkRange(placed, channel));
    }
  }

  private void checkRange(Placed placed, ChannelRow channel) {
    LimitRow row = placed.row();
    Double low = channel.rangeLow();
    Double high = channel.rangeHigh();
    boolean tooLow = low != null && row.value() < low;
    boolean tooHigh = high != null && row.value() > high;
    if (row.comparison() != Crossing.RATE && (tooLow || tooHigh)) {
      problems.add(
          "limits",
          placed.place(),
          "value",
          "%s is outside of the channel's range %s to %s %s"
              .formatted(
                  SheetText.number(row.value()),
                  low == null ? "…" : SheetText.number(low),
                  high == null ? "…" : SheetText.number(high),
                  channel.unit()));
    }
    Double deadBand = row.deadBand();
    if (deadBand != null && low != null && high != null && deadBand >= high - low) {
      problems.add(
          "limits",
          placed.place(),
          "deadBand",
          "must be less than the channel's range of " + SheetText.number(high - low));
    }
  }

  private List<ChannelRow> channelsOf(LimitRow limit) {
    return owners(limit)
        .flatMap(
            asset -> Stream.ofNullable(Inheritance.channels(sheet, asset).get(limit.detector())))
        .distinct()
        .toList();
  }

  private List<String> knownChannels(LimitRow limit) {
    return owners(limit)
        .flatMap(asset -> Inheritance.channels(sheet, asset).keySet().stream())
        .collect(Collectors.toList());
  }

  /** The assets of the row; a class stands for itself, so that one without assets is checked. */
  private Stream<AssetRow> owners(LimitRow limit) {
    AssetPath asset = limit.asset();
    if (asset != null) {
      return sheet.assets().stream().filter(row -> row.asset().equals(asset)).limit(1);
    }
    AssetPath any = new AssetPath("any", "any", "any", "any");
    return Stream.of(new AssetRow(any, null, limit.assetClass(), null, ""));
  }

  private void checkPolicy(List<Placed> rows) {
    List<LimitRow> limits = rows.stream().map(Placed::row).toList();
    int place = rows.getFirst().place();
    boolean alarm = limits.stream().anyMatch(row -> row.alarmClass() == AlarmClass.ALARM);
    if (alarm && limits.stream().allMatch(row -> row.action() == null)) {
      problems.add(
          "limits",
          place,
          "action",
          "an alarm needs an action; without one write 'advisory' (EEMUA 191)");
      return;
    }
    try {
      Policies.policy(limits, null, 1);
    } catch (IllegalArgumentException e) {
      // Bad cells are reported where they stand; what is left are rows that contradict each other.
      if (String.valueOf(e.getMessage()).startsWith("the rows of")) {
        problems.add("limits", place, "detector", String.valueOf(e.getMessage()));
      }
    }
  }
}
