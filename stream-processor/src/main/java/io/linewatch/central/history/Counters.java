package io.linewatch.central.history;

/**
 * What the console's head line shows.
 *
 * @param open alarms and advisories with something left to do
 * @param unacknowledged of these, not acknowledged
 * @param shelved of these, shelved
 * @param raisedLastDay alarms raised in the last 24 h
 * @param clearedLastDay alerts that cleared in the last 24 h
 * @param findingsLastDay findings in the last 24 h
 * @param gapsLastDay gap records in the last 24 h
 */
public record Counters(
    long open,
    long unacknowledged,
    long shelved,
    long raisedLastDay,
    long clearedLastDay,
    long findingsLastDay,
    long gapsLastDay) {}
