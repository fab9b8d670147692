package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredState.ModelAssignment;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What the desired state says about one asset. */
record AssetPlan(
    AssetPath asset,
    List<Channel> channels,
    List<ModelAssignment> models,
    Map<DetectorId, AlarmPolicy> policies) {

  static Map<AssetPath, AssetPlan> of(DesiredState desired) {
    Map<AssetPath, AssetPlan> plans = new TreeMap<>();
    for (Asset asset : desired.assets()) {
      plans.put(
          asset.path(),
          new AssetPlan(asset.path(), new ArrayList<>(), new ArrayList<>(), new HashMap<>()));
    }
    for (Channel channel : desired.channels()) {
      plan(plans, channel.id().asset()).channels.add(channel);
    }
    for (ModelAssignment model : desired.models()) {
      plan(plans, model.asset()).models.add(model);
    }
    // Thousands of channels have the same few policies: as one object each they stay near at hand.
    Map<AlarmPolicy, AlarmPolicy> once = new HashMap<>();
    for (DesiredState.DetectorPolicy policy : desired.policies()) {
      AlarmPolicy same = once.computeIfAbsent(policy.policy(), Function.identity());
      plan(plans, policy.detector().asset()).policies.put(policy.detector(), same);
    }
    return plans;
  }

  private static AssetPlan plan(Map<AssetPath, AssetPlan> plans, AssetPath asset) {
    AssetPlan plan = plans.get(asset);
    if (plan == null) {
      throw new IllegalArgumentException("no asset " + asset + " in the desired state");
    }
    return plan;
  }
}
