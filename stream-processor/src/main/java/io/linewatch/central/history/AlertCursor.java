package io.linewatch.central.history;

import java.time.Instant;

/** Where a page of alerts ended: lists go newest first, by time raised and then id. */
public record AlertCursor(Instant raisedAt, String id) {}
