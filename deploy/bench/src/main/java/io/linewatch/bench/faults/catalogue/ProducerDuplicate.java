package io.linewatch.bench.faults.catalogue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records of the gateway stand on the topic once more, under the same gateway, epoch and sequence:
 * what a producer does that died between the broker's answer and its own note of it.
 */
final class ProducerDuplicate implements Fault {
  @Override
  public String name() {
    return "producer-duplicate";
  }

  @Override
  public Strike strike(Site site, Random random) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> newest = site.tap().newest();
    long at = site.sensors().dueMicros();
    int count = Math.min(newest.size(), 1 + random.nextInt(60));
    long before = site.tap().repeats();
    int sent =
        RawRecords.send(
            site,
            newest.subList(newest.size() - count, newest.size()).stream()
                .map(ProducerDuplicate::again)
                .toList());
    boolean seen = Waiting.until(() -> site.tap().repeats() >= before + sent);
    return new Strike(
        sent > 0 && seen, sent + " records came again", at, System.nanoTime(), Set.of());
  }

  static ProducerRecord<byte[], byte[]> again(ConsumerRecord<byte[], byte[]> record) {
    return new ProducerRecord<>(
        record.topic(), record.partition(), record.key(), record.value(), record.headers());
  }
}
