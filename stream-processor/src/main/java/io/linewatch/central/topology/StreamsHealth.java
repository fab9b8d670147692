package io.linewatch.central.topology;

/**
 * @param ok whether findings become alerts now
 * @param state Kafka Streams' own word
 * @param message for people; says what to do when not ok
 */
public record StreamsHealth(boolean ok, String state, String message) {}
