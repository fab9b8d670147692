package io.linewatch.edge.status;

/**
 * One thing that is not as it should be.
 *
 * @param code stable word for monitoring, such as {@code outbox}
 * @param deciding whether the gateway can still decide in spite of it
 * @param message what it is and what to do
 */
public record HealthReason(String code, boolean deciding, String message) {}
