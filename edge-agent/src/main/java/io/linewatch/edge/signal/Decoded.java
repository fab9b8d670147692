package io.linewatch.edge.signal;

import java.util.List;

/** All that came of one message: it may speak for several assets, and some of it may be refused. */
public record Decoded(List<DecodedMessage> messages, List<Rejection> rejections) {
  public Decoded {
    messages = List.copyOf(messages);
    rejections = List.copyOf(rejections);
  }
}
