package io.linewatch.bench.publish;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The publisher's process: sends one {@link LoadPlan} and says when. */
public final class LoadPublisher {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long TICKS_A_SECOND = TimeUnit.SECONDS.toNanos(1) / TICK_NANOS;

  private final LoadPlan plan;
  private final MessageTemplates templates;
  private final Readings readings;
  private final TimeText time = new TimeText();

  private LoadPublisher(LoadPlan plan) {
    this.plan = plan;
    this.templates = new MessageTemplates(plan);
    this.readings = new Readings(plan.seed(), plan.alarmEvery());
  }

  public static void main(String[] arguments) throws Exception {
    LoadPlan plan = LoadPlan.ofArguments(arguments);
    LoadPublisher publisher = new LoadPublisher(plan);
    try (MqttSender sender = new MqttSender(plan.port(), clientId())) {
      long first = System.currentTimeMillis();
      publisher.send(sender);
      sender.leave();
      System.out.println(new Sent(plan.messages(), first, System.currentTimeMillis()).toLine());
    }
  }

  /** Several may publish at once; the broker ends one of two with one id. */
  private static String clientId() {
    return "bench-publisher-" + ProcessHandle.current().pid();
  }

  private byte[] timeOf(long step) {
    return time.of(
        plan.startMicros() == LoadPlan.WALL_CLOCK
            ? ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())
            : plan.startMicros() + step * plan.stepMicros());
  }

  private void send(MqttSender sender) throws IOException, InterruptedException {
    long step = 0;
    int inStep = 0;
    byte[] now = timeOf(0);
    int perStep = Math.toIntExact(plan.messagesPerStep());
    Pace pace = new Pace(plan.perSecond());
    for (long sent = 0; sent < plan.messages(); sent++) {
      if (pace.mustRest(sent)) {
        sender.flush();
        pace.rest(sent);
        now = timeOf(step);
      }
      int packetId = plan.qos() == 0 ? 0 : sender.awaitPacketId();
      sender.send(templates.message(inStep, now, readings, packetId));
      inStep++;
      if (inStep == perStep) {
        inStep = 0;
        step++;
        now = timeOf(step);
      }
    }
  }

  /** Keeps to a rate in ticks of 5 ms; what a late tick missed is made up for. */
  private static final class Pace {
    private final int perSecond;
    private final long began = System.nanoTime();
    private long allowed;

    Pace(int perSecond) {
      this.perSecond = perSecond;
      this.allowed = perSecond == 0 ? Long.MAX_VALUE : Math.max(1, perSecond / TICKS_A_SECOND);
    }

    boolean mustRest(long sent) {
      return sent >= allowed;
    }

    void rest(long sent) {
      while (sent >= allowed) {
        LockSupport.parkNanos(TICK_NANOS);
        long elapsed = System.nanoTime() - began;
        allowed = Math.max(1, Math.round(elapsed / 1e9 * perSecond));
      }
    }
  }
}
