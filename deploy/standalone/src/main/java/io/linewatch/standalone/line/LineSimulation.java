package io.linewatch.standalone.line;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A pump, a gear motor and a hydraulic press under one changing load. Pure: the same seed and the
 * same times give the same values. One thread.
 *
 * <p>Load drives current, current heats (first-order lag), vibration grows with load, and every
 * sensor adds its own noise, so the channels of a machine hang together as a model can learn.
 */
public final class LineSimulation {
  private static final double MAX_STEP_SECONDS = 60;
  private static final double HALL_WAVE_SECONDS = 7_200;

  private final Random random;
  private final LoadProfile load;
  private final FirstOrderLag hall = new FirstOrderLag(30);
  private final FirstOrderLag pumpBearing = new FirstOrderLag(40);
  private final FirstOrderLag winding = new FirstOrderLag(45);
  private final FirstOrderLag gearOil = new FirstOrderLag(40);
  private final FirstOrderLag pressOil = new FirstOrderLag(50);
  private final FirstOrderLag oilLevel = new FirstOrderLag(15);
  private @Nullable Fault fault;
  private @Nullable Instant last;

  public LineSimulation(long seed) {
    random = new Random(seed);
    load = new LoadProfile(random);
  }

  /** From now on this fault grows; null mends the machine, and what is hot cools down. */
  public void setFault(@Nullable Fault fault) {
    this.fault = fault;
  }

  /** Every channel at {@code time}, which must not run backwards. */
  public List<Sample> step(Instant time) {
    double seconds =
        last == null
            ? 1
            : Math.clamp(Duration.between(last, time).toMillis() / 1e3, 0.001, MAX_STEP_SECONDS);
    last = time;
    double clock = time.toEpochMilli() / 1e3;
    double work = load.next(clock, seconds);
    double ambient =
        hall.follow(22 + 1.2 * Math.sin(2 * Math.PI * clock / HALL_WAVE_SECONDS), seconds);
    List<Sample> samples = new ArrayList<>(18);
    pump(samples, time, work, ambient, seconds);
    gearMotor(samples, time, work, ambient, seconds);
    press(samples, time, work, ambient, seconds);
    return samples;
  }

  private void pump(List<Sample> to, Instant time, double work, double ambient, double seconds) {
    double wear = extent(Fault.Kind.BEARING_WEAR, time);
    double bubbles = extent(Fault.Kind.CAVITATION, time);
    // The pump curve: more flow, less head; vapour bubbles cost both and make them restless.
    double flow = 62 * work * (1 - 0.16 * bubbles) + noise(0.35 + 1.6 * bubbles);
    double discharge = 6.8 - 2.1 * work * work - 0.7 * bubbles + noise(0.03 + 0.25 * bubbles);
    double suction = 1.35 - 0.28 * work - 0.35 * bubbles + noise(0.008 + 0.04 * bubbles);
    double current = 11 + 17 * work + 1.3 * wear - 1.5 * bubbles + noise(0.12);
    double bearing =
        pumpBearing.follow(ambient + 10 + 0.9 * current + 9 * wear, seconds) + noise(0.12);
    double vibration = 0.9 + 0.9 * work + 4.4 * wear + 2.6 * bubbles;
    add(to, Machine.PUMP, "flow", flow);
    add(to, Machine.PUMP, "discharge_pressure", discharge);
    add(to, Machine.PUMP, "suction_pressure", suction);
    add(to, Machine.PUMP, "current", current);
    add(to, Machine.PUMP, "bearing_temperature", bearing);
    add(to, Machine.PUMP, "vibration", Math.max(0.1, vibration * (1 + noise(0.03))));
  }

  private void gearMotor(
      List<Sample> to, Instant time, double work, double ambient, double seconds) {
    double teeth = extent(Fault.Kind.GEAR_TOOTH_WEAR, time);
    double dry = extent(Fault.Kind.LUBRICATION_LOSS, time);
    double torque = 240 * work * (1 + 0.05 * dry) + noise(1.6 + 9 * teeth);
    // An induction motor slips with its load.
    double speed = 1_500 - 32 * work - 4 * dry + noise(0.8 + 2.5 * teeth);
    double current = 9 + 0.082 * torque + noise(0.12);
    double windingTemperature =
        winding.follow(ambient + 18 + 0.045 * current * current, seconds) + noise(0.15);
    double oil = gearOil.follow(ambient + 14 + 0.09 * torque + 12 * dry, seconds) + noise(0.15);
    double vibration = 1.1 + 0.7 * work + 4.2 * teeth + 2.1 * dry;
    add(to, Machine.GEAR_MOTOR, "torque", torque);
    add(to, Machine.GEAR_MOTOR, "speed", speed);
    add(to, Machine.GEAR_MOTOR, "current", current);
    add(to, Machine.GEAR_MOTOR, "winding_temperature", windingTemperature);
    add(to, Machine.GEAR_MOTOR, "gear_oil_temperature", oil);
    add(to, Machine.GEAR_MOTOR, "vibration", Math.max(0.1, vibration * (1 + noise(0.03))));
  }

  private void press(List<Sample> to, Instant time, double work, double ambient, double seconds) {
    double leak = extent(Fault.Kind.HYDRAULIC_LEAK, time);
    // A faster line presses shorter cycles; a leak takes pressure, and the pump works longer.
    double cycle = 9.5 - 4.2 * work + 0.9 * leak + noise(0.06);
    double pressure = 165 + 42 * work - 24 * leak + noise(0.9 + 1.2 * leak);
    double force = 3.1 * pressure + noise(3.5);
    double current = 14 + 0.062 * pressure + 3.4 * work + 2.4 * leak + noise(0.15);
    double oil = pressOil.follow(ambient + 16 + 0.65 * current + 3 * leak, seconds) + noise(0.15);
    double level = oilLevel.follow(78 - 22 * leak, seconds) + noise(0.25);
    add(to, Machine.PRESS, "hydraulic_pressure", pressure);
    add(to, Machine.PRESS, "force", force);
    add(to, Machine.PRESS, "cycle_time", cycle);
    add(to, Machine.PRESS, "pump_current", current);
    add(to, Machine.PRESS, "oil_temperature", oil);
    add(to, Machine.PRESS, "oil_level", level);
  }

  private double extent(Fault.Kind kind, Instant time) {
    Fault now = fault;
    return now != null && now.kind() == kind ? now.extent(time) : 0;
  }

  private double noise(double deviation) {
    return deviation * random.nextGaussian();
  }

  private static void add(List<Sample> to, Machine machine, String channel, double value) {
    to.add(new Sample(machine, channel, value));
  }
}
