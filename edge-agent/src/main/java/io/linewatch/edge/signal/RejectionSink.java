package io.linewatch.edge.signal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where the rejections of one message are gathered. One thread. */
final class RejectionSink {
  private final String topic;
  private final byte[] payload;
  private final Instant arrival;
  private List<Rejection> rejections = List.of();

  RejectionSink(String topic, byte[] payload, Instant arrival) {
    this.topic = topic;
    this.payload = payload;
    this.arrival = arrival;
  }

  Instant arrival() {
    return arrival;
  }

  void refuse(RejectionReason reason, String source, String detail) {
    if (rejections.isEmpty()) {
      rejections = new ArrayList<>();
    }
    rejections.add(new Rejection(reason, source, topic, detail, JsonText.sample(payload), arrival));
  }

  int count() {
    return rejections.size();
  }

  List<Rejection> rejections() {
    return rejections;
  }
}
