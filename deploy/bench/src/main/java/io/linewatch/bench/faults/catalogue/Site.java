package io.linewatch.bench.faults.catalogue;

import io.linewatch.bench.faults.observation.HistoryTap;
import io.linewatch.bench.faults.observation.KafkaTap;
import io.linewatch.bench.faults.stream.SensorGateway;
import io.linewatch.standalone.server.LocalSystem;
import io.linewatch.standalone.server.Relays;

/**
 * All that a fault can lay hands on.
 *
 * @param relays between the programs and the servers; the bench's own eyes do not look through them
 * @param sensors that send while faults strike
 * @param tap on what the gateway and the centre say
 * @param history what PostgreSQL holds
 * @param smallDisk whether the agent's state lies on a small file system of its own
 */
public record Site(
    LocalSystem system,
    Relays relays,
    SensorGateway sensors,
    KafkaTap tap,
    HistoryTap history,
    boolean smallDisk) {}
