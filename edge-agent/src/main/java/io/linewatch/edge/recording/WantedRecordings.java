package io.linewatch.edge.recording;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is to be recorded now, by the centre's word and by that of this machine.
 *
 * @param channels of the plant, as far as this gateway has it
 * @param stations the gateway's camera stations
 * @param requests by name
 * @param problems by name, why a request is not followed
 */
record WantedRecordings(
    Map<ChannelId, Channel> channels,
    Set<ChannelId> stations,
    Map<String, RecordingRequest> requests,
    Map<String, String> problems) {

  /** What the centre says alone. */
  record Central(Map<ChannelId, Channel> channels, List<RecordingRequest> requests) {
    static final Central NOTHING = new Central(Map.of(), List.of());

    static Central of(DesiredState desired) {
      Map<ChannelId, Channel> channels = new HashMap<>();
      desired.channels().forEach(channel -> channels.put(channel.id(), channel));
      return new Central(Map.copyOf(channels), desired.wantedRecordings());
    }
  }

  /** Of two of one name the centre's is followed. */
  static WantedRecordings of(Central central, LocalRequests.Found local, Set<ChannelId> stations) {
    Map<String, RecordingRequest> requests = new TreeMap<>();
    Map<String, String> problems = new TreeMap<>(local.problems());
    central.requests().forEach(request -> requests.put(request.name(), request));
    local
        .requests()
        .forEach((name, request) -> {
          if (requests.putIfAbsent(name, request) != null) {
            problems.put(name, "the centre has a recording of this name: choose another");
          }
        });
    return new WantedRecordings(central.channels(), stations, requests, problems);
  }
}
