package io.linewatch.bench.central;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.RecordSignature;
import io.linewatch.domain.wire.Topic;
import io.linewatch.domain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What the gateways of a plant send, encoded and signed as they do it: findings that raise, worsen
 * and clear one detector's condition after the other, and minutes of noisy samples. Goes on where
 * it stood, so that no record of a later call repeats an earlier one. One thread.
 */
final class SignedLoad {
  static final String CAUSE = "Bearing wear, or vapour in the pump";
  static final String CONSEQUENCE = "The bearing fails and the press line loses its cooling";
  static final String ACTION =
      "Listen at the drive end, check grease and suction pressure, plan a bearing change";

  /** Findings of one episode: raised, severity changed, cleared. */
  static final int FINDINGS_OF_AN_EPISODE = 3;

  private static final int SAMPLES_A_MINUTE = 60;
  private static final int KEY_VERSION = 1;

  private final LoadPlant plant;
  private final Random random;
  private final String epoch;
  private final Instant start;
  private final List<GatewayKey> keys = new ArrayList<>();
  private final List<DetectorId> detectors = new ArrayList<>();
  private final long[] sequences;
  private long findings;
  private long blocks;

  /**
   * @param start event time of the first record; later ones rise by milliseconds and minutes
   */
  SignedLoad(LoadPlant plant, byte[] siteSecret, long seed, Instant start) {
    this.plant = plant;
    this.random = new Random(seed);
    this.epoch = "e" + Long.toHexString(random.nextLong());
    this.start = start;
    this.sequences = new long[plant.lines()];
    for (int line = 0; line < plant.lines(); line++) {
      keys.add(GatewayKey.derive(siteSecret, plant.gateway(line), KEY_VERSION));
    }
    for (int number = 0; number < plant.detectorCount(); number++) {
      detectors.add(plant.detector(number));
    }
  }

  /** The next finding; each makes exactly one event of one alert. */
  ProducerRecord<byte[], byte[]> finding() {
    int number = (int) (findings % detectors.size());
    long pass = findings / detectors.size();
    DetectorId detector = detectors.get(number);
    int line = plant.lineOf(number);
    Instant time = start.plusMillis(findings);
    findings++;
    Statement finding =
        finding(
            line,
            detector,
            pass / FINDINGS_OF_AN_EPISODE,
            (int) (pass % FINDINGS_OF_AN_EPISODE),
            time);
    return signed(line, Topics.FINDINGS, detector.asset().linePath(), finding);
  }

  private ConditionFinding finding(
      int line, DetectorId detector, long episode, int transition, Instant time) {
    Severity severity = transition == 0 ? Severity.HIGH : Severity.CRITICAL;
    double value = transition == 2 ? 3.1 : 4.6 + Math.rint(random.nextDouble() * 1000) / 1000;
    return new ConditionFinding(
        new FindingId(plant.gateway(line), epoch, detector.toString(), episode + 1, transition),
        detector,
        switch (transition) {
          case 0 -> Decision.Kind.RAISED;
          case 1 -> Decision.Kind.SEVERITY_CHANGED;
          default -> Decision.Kind.CLEARED;
        },
        severity,
        AlarmClass.ALARM,
        time,
        time.minusSeconds(5),
        value,
        LoadPlant.UNIT,
        new Limit(severity, Comparison.ABOVE, LoadPlant.LIMIT),
        Quality.GOOD,
        true,
        null,
        1,
        false,
        null,
        CAUSE,
        CONSEQUENCE,
        ACTION,
        Evidence.NONE);
  }

  /** The next block: one minute of one channel, sixty samples. */
  ProducerRecord<byte[], byte[]> block() {
    int number = (int) (blocks % detectors.size());
    DetectorId detector = detectors.get(number);
    int line = plant.lineOf(number);
    Instant minute = start.plus(Duration.ofMinutes(blocks / detectors.size()));
    blocks++;
    long[] times = new long[SAMPLES_A_MINUTE];
    double[] values = new double[SAMPLES_A_MINUTE];
    for (int i = 0; i < times.length; i++) {
      times[i] = minute.getEpochSecond() * 1_000_000 + i * 1_000_000L + random.nextInt(2000);
      values[i] = Math.rint((2.5 + 0.3 * random.nextGaussian()) * 1000) / 1000;
    }
    SeriesBlock block =
        new SeriesBlock(
            plant.gateway(line),
            detector.toString(),
            LoadPlant.UNIT,
            minute,
            0,
            1,
            times,
            values,
            List.of(new SeriesBlock.Run<>(Quality.GOOD, SAMPLES_A_MINUTE)),
            List.of(),
            true);
    return signed(line, Topics.SERIES, detector.asset().toString(), block);
  }

  private <T> ProducerRecord<byte[], byte[]> signed(int line, Topic<T> topic, String key, T value) {
    byte[] bytes = topic.codec().encode(value);
    RecordSignature.Signed signed =
        RecordSignature.sign(keys.get(line), topic.name(), key, epoch, ++sequences[line], bytes);
    RecordHeaders headers = new RecordHeaders();
    headers.add(RecordSignature.GATEWAY_HEADER, signed.gatewayHeader());
    headers.add(RecordSignature.EPOCH_HEADER, signed.epochHeader());
    headers.add(RecordSignature.SEQUENCE_HEADER, signed.sequenceHeader());
    headers.add(RecordSignature.KEY_VERSION_HEADER, signed.keyVersionHeader());
    headers.add(RecordSignature.MAC_HEADER, signed.mac());
    return new ProducerRecord<>(
        topic.name(), null, null, key.getBytes(StandardCharsets.UTF_8), bytes, headers);
  }
}
