package io.linewatch.edge.publish;

import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.RecordSignature;
import io.linewatch.edge.outbox.OutboxRow;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Rows of one epoch as signed records. */
record RecordSigner(GatewayKey key, String epoch) {

  ProducerRecord<String, byte[]> sign(OutboxRow row) {
    RecordSignature.Signed signed =
        RecordSignature.sign(key, row.topic(), row.key(), epoch, row.sequence(), row.value());
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(row.topic(), row.key(), row.value());
    Headers headers = record.headers();
    headers.add(RecordSignature.GATEWAY_HEADER, signed.gatewayHeader());
    headers.add(RecordSignature.EPOCH_HEADER, signed.epochHeader());
    headers.add(RecordSignature.SEQUENCE_HEADER, signed.sequenceHeader());
    headers.add(RecordSignature.KEY_VERSION_HEADER, signed.keyVersionHeader());
    headers.add(RecordSignature.MAC_HEADER, signed.mac());
    return record;
  }
}
