package io.linewatch.edge.outbox;

import java.util.List;
import java.util.Map;

/**
 * What became of rows that were sent.
 *
 * @param published rows the broker has acknowledged; they are deleted
 * @param refused rows the broker will never take, with the reason; kept aside for people to look
 *     at, and stated as a gap
 * @param overtaken by topic the first row that failed although a later one of that topic was
 *     acknowledged; it and all after it get new, higher sequences, because the centre takes a lower
 *     one for a repetition
 */
public record Settlement(
    List<Long> published, Map<Long, String> refused, Map<String, Long> overtaken) {
  public Settlement {
    published = List.copyOf(published);
    refused = Map.copyOf(refused);
    overtaken = Map.copyOf(overtaken);
  }
}
