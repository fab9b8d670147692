package io.linewatch.edge.sparkplug;

import io.linewatch.edge.signal.DeviceSamples;
import io.linewatch.edge.signal.DeviceSamples.Sample;
import io.linewatch.edge.signal.Rejection;
import io.linewatch.edge.signal.RejectionReason;
import java.util.ArrayList;
import java.util.List;

/** All that came out of a session. */
final class Heard implements SessionOutput {
  final List<DeviceSamples> samples = new ArrayList<>();
  final List<Rejection> rejections = new ArrayList<>();
  final List<String> rebirths = new ArrayList<>();

  @Override
  public void samples(DeviceSamples heard) {
    samples.add(heard);
  }

  @Override
  public void refused(Rejection rejection) {
    rejections.add(rejection);
  }

  @Override
  public void requestRebirth(String nodeKey) {
    rebirths.add(nodeKey);
  }

  List<RejectionReason> reasons() {
    return rejections.stream().map(Rejection::reason).toList();
  }

  /** {@code topic name=value quality} of every sample but the node's own controls. */
  List<String> values() {
    List<String> values = new ArrayList<>();
    for (DeviceSamples device : samples) {
      for (Sample sample : device.samples()) {
        if (!sample.name().equals("bdSeq")) {
          Object value = sample.text() == null ? sample.value() : sample.text();
          values.add(device.topic() + " " + sample.name() + "=" + value + " " + sample.quality());
        }
      }
    }
    return values;
  }

  void clear() {
    samples.clear();
    rejections.clear();
    rebirths.clear();
  }
}
