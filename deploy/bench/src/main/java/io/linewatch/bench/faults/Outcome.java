package io.linewatch.bench.faults;

import io.linewatch.bench.faults.catalogue.Strike;

/**
 * One strike and what it did to the plant's picture.
 *
 * @param findings that had come by the time all was caught up, since the strike
 * @param gaps gap records since the strike
 * @param redraws how often the feed's page had to be drawn anew since the strike
 * @param firstSeconds from healed to the first event in the live feed; NaN when none was due before
 *     all was caught up
 * @param allSeconds from healed to everything that was due by then at every place; NaN when that
 *     was not reached in time
 * @param agentMebibytes the most the agent held since the strike
 */
record Outcome(
    String fault,
    Strike strike,
    int findings,
    int lost,
    int doubled,
    int unexpected,
    int disordered,
    int gaps,
    int redraws,
    double firstSeconds,
    double allSeconds,
    double agentMebibytes,
    double processorMebibytes) {}
