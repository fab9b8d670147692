package io.linewatch.edge.sparkplug;

import io.linewatch.edge.signal.DeviceSamples;
import io.linewatch.edge.signal.Rejection;
import io.linewatch.edge.signal.RejectionReason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All edge nodes of one broker, as a Sparkplug host application knows them. Stands ahead of every
 * queue: what is shed later was read here, so that no birth, alias or sequence number is lost by
 * it. One thread at a time.
 */
public final class HostSession {
  /** Nodes beyond are refused. */
  public static final int MAX_NODES = 1_000;

  /** Metrics of all births together. */
  public static final int MAX_METRICS = 100_000;

  private static final int SAMPLE_BYTES = 32;

  private final String connection;
  private final Duration reorderTimeout;
  private final SessionOutput output;
  private final Map<String, NodeSession> nodes = new LinkedHashMap<>();
  private final Around around = new Around();

  /** When what is being done came. */
  private Instant moment = Instant.EPOCH;

  /**
   * @param connection id of the connection, named in rejections
   * @param reorderTimeout how long a missing {@code seq} is waited for
   */
  public HostSession(String connection, Duration reorderTimeout, SessionOutput output) {
    this.connection = connection;
    this.reorderTimeout = reorderTimeout;
    this.output = output;
  }

  /**
   * Takes one message of the namespace. What is no message of an edge node, such as a STATE or a
   * command, changes nothing.
   *
   * @param retained whether the broker had kept it: no right message of a node is
   */
  public void take(String name, byte[] bytes, boolean retained, Instant now) {
    moment = now;
    SparkplugTopic topic = SparkplugTopic.of(name);
    if (topic == null) {
      if (!name.startsWith(SparkplugTopic.NAMESPACE + "/STATE/")) {
        refuse(RejectionReason.UNKNOWN_TOPIC, name, "no topic of a Sparkplug node", bytes, now);
      }
      return;
    }
    if (topic.verb().isCommand()) {
      return;
    }
    if (retained) {
      refuse(
          RejectionReason.RETAINED,
          name,
          "the broker had kept it, so it is old; the node must not set the retain flag",
          bytes,
          now);
      return;
    }
    SparkplugPayload payload = read(name, bytes, now);
    NodeSession node = payload == null ? null : node(topic, name, bytes, now);
    if (payload != null && node != null) {
      node.take(new SparkplugMessage(name, topic, payload, bytes.length), now);
    }
  }

  private @Nullable SparkplugPayload read(String name, byte[] bytes, Instant now) {
    if (bytes.length > PayloadReader.MAX_BYTES) {
      String detail =
          bytes.length + " bytes, more than the " + PayloadReader.MAX_BYTES + " allowed";
      refuse(RejectionReason.OVERSIZE, name, detail, bytes, now);
      return null;
    }
    try {
      return PayloadReader.read(bytes);
    } catch (IOException malformed) {
      refuse(
          RejectionReason.MALFORMED_PROTOBUF,
          name,
          "not a Sparkplug B payload: " + malformed.getMessage(),
          bytes,
          now);
      return null;
    }
  }

  private @Nullable NodeSession node(SparkplugTopic topic, String name, byte[] bytes, Instant now) {
    NodeSession known = nodes.get(topic.nodeKey());
    if (known != null) {
      return known;
    }
    if (nodes.size() >= MAX_NODES) {
      refuse(
          RejectionReason.TOO_MANY,
          name,
          "more than " + MAX_NODES + " nodes; name the groups this gateway is for",
          bytes,
          now);
      return null;
    }
    NodeSession fresh = new NodeSession(topic.nodeKey(), reorderTimeout, around);
    nodes.put(topic.nodeKey(), fresh);
    return fresh;
  }

  private void refuse(
      RejectionReason reason, String topic, String detail, byte[] bytes, Instant now) {
    int shown = Math.min(bytes.length, SAMPLE_BYTES);
    String sample = HexFormat.of().formatHex(bytes, 0, shown);
    output.refused(new Rejection(reason, connection, topic, detail, sample, now));
  }

  /** What time alone brings about; at least as often as the reorder timeout is exact. */
  public void tick(Instant now) {
    moment = now;
    nodes.values().forEach(node -> node.tick(now));
  }

  /** The connection is gone: all is stale, and every node must be born again for us. */
  public void disconnected(Instant now) {
    moment = now;
    nodes.values().forEach(node -> node.forget(now));
  }

  /** Topics of nodes and devices whose values are stale, each with the reason. */
  public Map<String, String> stale() {
    Map<String, String> stale = new LinkedHashMap<>();
    nodes.values().forEach(node -> stale.putAll(node.stale()));
    return stale;
  }

  public int nodes() {
    return nodes.size();
  }

  public int metrics() {
    return nodes.values().stream().mapToInt(NodeSession::metrics).sum();
  }

  /** Messages that wait for an earlier one. */
  public int waiting() {
    return nodes.values().stream().mapToInt(NodeSession::waiting).sum();
  }

  private final class Around implements NodeSession.Surroundings {
    @Override
    public void samples(DeviceSamples samples) {
      output.samples(samples);
    }

    @Override
    public void refused(RejectionReason reason, String topic, String detail) {
      output.refused(new Rejection(reason, connection, topic, detail, "", moment));
    }

    @Override
    public void requestRebirth(String nodeKey) {
      output.requestRebirth(nodeKey);
    }

    @Override
    public int room() {
      return MAX_METRICS - metrics();
    }
  }
}
