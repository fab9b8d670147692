package io.linewatch.edge.pipeline;

import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.edge.intake.Intake;
import io.linewatch.edge.signal.Decoded;
import io.linewatch.edge.signal.DecodedMessage;
import io.linewatch.edge.signal.DeviceSamples;
import io.linewatch.edge.signal.Rejection;
import java.util.List;
import java.util.Map;

/**
 * One message's way to its lane: decoded by its connection's sources, each part handed to the lane
 * that owns its asset. While the lane is full, QoS 1 waits, which holds the broker back, and QoS 0
 * is dropped and counted. Runs on the connections' threads, each for itself.
 */
final class Reception {
  private static final byte[] NOTHING = {};

  private final Lanes lanes;
  private final Shedder shedder;
  private final RejectionLog rejections;
  private final PipelineMetrics metrics;

  private volatile Map<String, ConnectionDecoder> decoders = Map.of();

  Reception(Lanes lanes, Shedder shedder, RejectionLog rejections, PipelineMetrics metrics) {
    this.lanes = lanes;
    this.shedder = shedder;
    this.rejections = rejections;
    this.metrics = metrics;
  }

  /** From now on messages are read by these, by connection. Any thread. */
  void follow(Map<String, ConnectionDecoder> newDecoders) {
    decoders = Map.copyOf(newDecoders);
  }

  /** Whether any source is about this Sparkplug node or device. Any thread. */
  boolean wants(String connection, String topic) {
    ConnectionDecoder decoder = decoders.get(connection);
    return decoder != null && decoder.samples().wants(topic);
  }

  /** What takes the messages of one connection. */
  Intake.Handler of(String connection) {
    return new Taker(connection);
  }

  private void take(InboundMessage message) throws InterruptedException {
    metrics.messages.increment();
    ConnectionDecoder decoder = decoders.get(message.connection());
    if (decoder == null) {
      // Nothing is wanted of this connection any more.
      message.receipt().finish();
      return;
    }
    hand(decoder.decode(message), message);
  }

  private void hand(Decoded decoded, InboundMessage message) throws InterruptedException {
    decoded.rejections().forEach(rejections::add);
    List<DecodedMessage> parts = decoded.messages();
    InboundMessage.Receipt receipt =
        parts.size() > 1 ? new SharedReceipt(message.receipt(), parts.size()) : message.receipt();
    if (parts.isEmpty()) {
      receipt.finish();
    }
    for (DecodedMessage part : parts) {
      int hash = part.asset().hashCode();
      Lane lane = lanes.of(hash);
      var task = new LaneTask.Measured(part, hash, message.arrival(), receipt);
      if (message.comesAgain()) {
        // A lane that has ended leaves the message unacknowledged: it comes again.
        var _ = lane.put(task);
      } else {
        // At QoS 0 nothing can hold the broker back; waiting here would cost the connection.
        shedder.hand(lane, task, message.connection(), message.topic());
      }
    }
  }

  /** Takes what one connection brings. The connection's thread. */
  private final class Taker implements Intake.Handler {
    private final String connection;

    Taker(String connection) {
      this.connection = connection;
    }

    @Override
    public void onMessage(InboundMessage message) throws InterruptedException {
      take(message);
    }

    @Override
    public void onSamples(DeviceSamples samples) throws InterruptedException {
      metrics.messages.increment();
      ConnectionDecoder decoder = decoders.get(connection);
      if (decoder != null) {
        var message =
            new InboundMessage(
                connection,
                samples.topic(),
                NOTHING,
                samples.arrival(),
                InboundMessage.Receipt.NONE);
        hand(decoder.decode(samples), message);
      }
    }

    @Override
    public void onRejected(Rejection rejection) {
      rejections.add(rejection);
    }
  }
}
