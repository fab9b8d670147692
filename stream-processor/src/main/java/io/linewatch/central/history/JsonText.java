package io.linewatch.central.history;

/**
 * A value of a jsonb column.
 *
 * @param utf8 not copied; nobody changes it
 */
public record JsonText(byte[] utf8) {}
