package io.linewatch.central.history;

/**
 * @param ok whether history follows Kafka now
 * @param message for people; says what to do when not ok
 */
public record HistoryHealth(boolean ok, String message) {}
