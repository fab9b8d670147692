package io.linewatch.bench.faults.catalogue;

import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.RecordSignature;
import io.linewatch.domain.wire.RecordSignature.Signed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records that another gateway signed about assets that are not its own, in turn as what it is and
 * under the name of the true one: all are dead letters, and no alert moves.
 */
final class Forged implements Fault {
  private static final String OTHER = "gw-2";
  private static final long FAR_AHEAD = 1_000_000_000;

  @Override
  public String name() {
    return "forged-and-replayed";
  }

  @Override
  public Strike strike(Site site, Random random) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> newest = site.tap().newest();
    long at = site.sensors().dueMicros();
    byte[] secret = new byte[GatewayKey.BYTES];
    random.nextBytes(secret);
    int count = Math.min(newest.size(), 2 + random.nextInt(30));
    List<ProducerRecord<byte[], byte[]>> forged = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        newest.subList(newest.size() - count, newest.size())) {
      boolean underItsName = forged.size() % 2 == 0;
      forged.add(
          forge(record, GatewayKey.derive(secret, underItsName ? trueName(record) : OTHER, 1)));
    }
    int before = site.tap().deadLetters().size();
    int sent = RawRecords.send(site, forged);
    boolean refused = Waiting.until(() -> site.tap().deadLetters().size() >= before + sent);
    return new Strike(
        sent > 0 && refused,
        sent + " forged records, " + (site.tap().deadLetters().size() - before) + " dead letters",
        at,
        System.nanoTime(),
        Set.of());
  }

  private static String trueName(ConsumerRecord<byte[], byte[]> record) {
    return new String(
        record.headers().lastHeader(RecordSignature.GATEWAY_HEADER).value(),
        StandardCharsets.UTF_8);
  }

  private static ProducerRecord<byte[], byte[]> forge(
      ConsumerRecord<byte[], byte[]> record, GatewayKey key) {
    String recordKey = new String(record.key(), StandardCharsets.UTF_8);
    Signed signed =
        RecordSignature.sign(
            key, record.topic(), recordKey, "forged", FAR_AHEAD + record.offset(), record.value());
    ProducerRecord<byte[], byte[]> forged =
        new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value());
    forged.headers().add(RecordSignature.GATEWAY_HEADER, signed.gatewayHeader());
    forged.headers().add(RecordSignature.EPOCH_HEADER, signed.epochHeader());
    forged.headers().add(RecordSignature.SEQUENCE_HEADER, signed.sequenceHeader());
    forged.headers().add(RecordSignature.KEY_VERSION_HEADER, signed.keyVersionHeader());
    forged.headers().add(RecordSignature.MAC_HEADER, signed.mac());
    return forged;
  }
}
