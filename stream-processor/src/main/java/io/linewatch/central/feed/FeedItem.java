package io.linewatch.central.feed;

import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.desired.GatewayStatus;

/** What travels to a live client. */
public sealed interface FeedItem {
  /** A transition of an alert, and where it stands in the alerts topic. */
  record AlertItem(int partition, long offset, AlertEvent event) implements FeedItem {}

  /** A gateway reported. Not part of the cursor: only the latest matters. */
  record GatewayItem(GatewayStatus status) implements FeedItem {}
}
