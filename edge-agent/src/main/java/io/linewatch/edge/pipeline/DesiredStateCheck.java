package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredState.DetectorPolicy;
import io.linewatch.domain.desired.DesiredState.ModelAssignment;
import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.SignalFault;
import io.linewatch.edge.intake.Intake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a gateway can run a desired state; every problem at once, one sentence each. */
final class DesiredStateCheck {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  /** What each has learned takes some 100 kB. */
  private static final int MOST_NOVELTIES = 1_000;

  private final String gateway;
  private final List<Intake> intakes;
  private final List<String> problems = new ArrayList<>();

  private DesiredStateCheck(String gateway, List<Intake> intakes) {
    this.gateway = gateway;
    this.intakes = intakes;
  }

  /**
   * @param running what runs now, or null before the first
   */
  static List<String> problems(
      DesiredState desired, @Nullable DesiredState running, String gateway, List<Intake> intakes) {
    DesiredStateCheck check = new DesiredStateCheck(gateway, intakes);
    check.checkIdentity(desired, running);
    check.checkPlant(desired);
    check.checkSources(desired.sources());
    check.checkModels(desired, running);
    check.checkRecordings(desired);
    return List.copyOf(check.problems);
  }

  private void checkIdentity(DesiredState desired, @Nullable DesiredState running) {
    if (!desired.gateway().equals(gateway)) {
      problems.add("it is for gateway '" + desired.gateway() + "', this is '" + gateway + "'");
    }
    if (running != null && desired.revision() < running.revision()) {
      problems.add(
          "revision "
              + desired.revision()
              + " is older than "
              + running.revision()
              + ", which runs");
    }
    try {
      AssetPath.of(desired.home() + "/" + gateway);
    } catch (IllegalArgumentException unusable) {
      problems.add(
          "home '" + desired.home() + "' must be site/area/line: " + unusable.getMessage());
    }
  }

  private void checkPlant(DesiredState desired) {
    Set<AssetPath> assets = new HashSet<>();
    for (Asset asset : desired.assets()) {
      if (!assets.add(asset.path())) {
        problems.add("asset " + asset.path() + " appears twice");
      }
      if (!asset.gateway().equals(gateway)) {
        problems.add("asset " + asset.path() + " belongs to gateway '" + asset.gateway() + "'");
      }
    }
    Set<ChannelId> channels = new HashSet<>();
    for (Channel channel : desired.channels()) {
      if (!assets.contains(channel.id().asset())) {
        problems.add("channel " + channel.id() + " is of no asset in the document");
      }
      if (!channels.add(channel.id())) {
        problems.add("channel " + channel.id() + " appears twice");
      }
    }
    long novelties = desired.channels().stream().filter(one -> one.novelty() != null).count();
    if (novelties > MOST_NOVELTIES) {
      problems.add(
          novelties
              + " channels ask for novelty, but a gateway watches "
              + MOST_NOVELTIES
              + " at most; ask for fewer, or share them among gateways");
    }
    Set<DetectorId> detectors = new HashSet<>();
    for (DetectorPolicy policy : desired.policies()) {
      checkPolicy(policy.detector(), assets, channels);
      if (!detectors.add(policy.detector())) {
        problems.add("detector " + policy.detector() + " has two policies");
      }
    }
  }

  private void checkPolicy(DetectorId detector, Set<AssetPath> assets, Set<ChannelId> channels) {
    if (!assets.contains(detector.asset())) {
      problems.add("the policy of " + detector + " is of no asset in the document");
    } else if ((detector.kind() == DetectorId.Kind.LIMIT
            || detector.kind() == DetectorId.Kind.NOVELTY)
        && !channels.contains(new ChannelId(detector.asset(), detector.name()))) {
      problems.add("the policy of " + detector + " is of no channel in the document");
    } else if (detector.kind() == DetectorId.Kind.SIGNAL) {
      checkSignal(detector, channels);
    }
  }

  private void checkSignal(DetectorId detector, Set<ChannelId> channels) {
    SignalFault.Name name = SignalFault.Name.of(detector.name());
    if (name == null) {
      problems.add("the policy of " + detector + " is of no fault this agent knows");
      return;
    }
    for (String channel : List.of(name.channel(), name.other())) {
      if (!channel.isEmpty() && !channels.contains(new ChannelId(detector.asset(), channel))) {
        problems.add("the policy of " + detector + " is of no channel in the document");
      }
    }
  }

  private void checkRecordings(DesiredState desired) {
    Set<ChannelId> channels = new HashSet<>();
    desired.channels().forEach(channel -> channels.add(channel.id()));
    Set<String> names = new HashSet<>();
    for (RecordingRequest recording : desired.wantedRecordings()) {
      if (!names.add(recording.name())) {
        problems.add("recording '" + recording.name() + "' appears twice");
      }
      recording.channels().stream()
          .filter(channel -> !channels.contains(channel))
          .findFirst()
          .ifPresent(channel ->
              problems.add(
                  "recording '"
                      + recording.name()
                      + "' wants "
                      + channel
                      + ", which is not in the document"));
    }
  }

  private void checkSources(List<SourceMapping> sources) {
    Set<String> ids = new HashSet<>();
    for (SourceMapping source : sources) {
      if (!ids.add(source.id())) {
        problems.add("source '" + source.id() + "' appears twice");
      }
      if (!intakes.isEmpty() && intakes.stream().noneMatch(intake -> intake.serves(source))) {
        problems.add(
            "no connection of this gateway serves source '"
                + source.id()
                + (source.ofSparkplug()
                    ? "'; it needs one with 'sparkplug' in edge.yaml"
                    : "'; name it in mqtt.connections[].sources"));
      }
    }
  }

  private void checkModels(DesiredState desired, @Nullable DesiredState running) {
    Map<DetectorId, Long> epochs = new HashMap<>();
    if (running != null) {
      running.models().forEach(m -> epochs.put(DetectorId.model(m.asset(), m.name()), m.epoch()));
    }
    Set<AssetPath> assets = new HashSet<>();
    desired.assets().forEach(asset -> assets.add(asset.path()));
    Set<DetectorId> seen = new HashSet<>();
    for (ModelAssignment model : desired.models()) {
      checkModel(model, assets, seen, epochs);
    }
  }

  private void checkModel(
      ModelAssignment model,
      Set<AssetPath> assets,
      Set<DetectorId> seen,
      Map<DetectorId, Long> epochs) {
    DetectorId detector;
    try {
      detector = DetectorId.model(model.asset(), model.name());
    } catch (IllegalArgumentException unusable) {
      problems.add("model of " + model.asset() + ": " + unusable.getMessage());
      return;
    }
    if (!assets.contains(model.asset())) {
      problems.add("model " + detector + " is of no asset in the document");
    }
    if (!seen.add(detector)) {
      problems.add("model " + detector + " is assigned twice");
    }
    if (!DIGEST.matcher(model.digest()).matches()) {
      problems.add("model " + detector + ": '" + model.digest() + "' is no sha256 digest");
    }
    if (model.epoch() < epochs.getOrDefault(detector, Long.MIN_VALUE)) {
      problems.add(
          "model " + detector + " comes back with an old assignment, epoch " + model.epoch());
    }
  }
}
