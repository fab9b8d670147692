package io.linewatch.edge.vibration;

import io.linewatch.domain.signal.Waveform;
import io.linewatch.domain.vibration.Operation;
import io.linewatch.domain.vibration.ShaftSpeed;
import io.linewatch.domain.vibration.ShaftSpeed.Source;
import io.linewatch.model.vibration.BlockFeatures;
import io.linewatch.model.vibration.MeasuredMachine;
import io.linewatch.model.vibration.ShaftProfile;
import org.jspecify.annotations.Nullable;

/**
 * The speed of one block: what came with it, else what the speed channel told, else the nominal
 * one.
 *
 * @param shaft for the evidence
 * @param profile how it moved, when a channel told it
 */
record BlockSpeed(ShaftSpeed shaft, @Nullable ShaftProfile profile) {
  /**
   * @param sentRpm what came with the newest part of the block; null when nothing did
   * @param track what the channel told; null when the machine has none
   */
  static BlockSpeed of(
      Waveform block, @Nullable Double sentRpm, @Nullable SpeedTrack track, double nominalRpm) {
    if (sentRpm != null && sentRpm > 0) {
      return new BlockSpeed(new ShaftSpeed(Source.BLOCK, sentRpm, null), null);
    }
    if (track == null) {
      return new BlockSpeed(new ShaftSpeed(Source.NOMINAL, nominalRpm, null), null);
    }
    SpeedTrack.Told told = track.over(block.start(), block.end());
    ShaftProfile profile = told.profile();
    return profile == null
        ? new BlockSpeed(new ShaftSpeed(Source.NOMINAL, nominalRpm, told.missing()), null)
        : new BlockSpeed(new ShaftSpeed(Source.CHANNEL, told.meanRpm(), null), profile);
  }

  /** How the machine ran during a part of a block, with the channel's speed where none came. */
  static Operation during(Waveform part, Operation operation, @Nullable SpeedTrack track) {
    if (operation.speedRpm() != null || track == null) {
      return operation;
    }
    SpeedTrack.Told told = track.over(part.start(), part.end());
    boolean known = told.profile() != null || told.missing() == ShaftSpeed.Missing.STOOD;
    return known ? new Operation(told.meanRpm(), operation.load(), operation.state()) : operation;
  }

  BlockFeatures features(Waveform block, MeasuredMachine machine) {
    return profile == null
        ? BlockFeatures.of(
            block.samples(), block.rateHz(), machine, shaft.rpm() / machine.speedRpm())
        : BlockFeatures.tracked(block.samples(), block.rateHz(), machine, profile);
  }
}
