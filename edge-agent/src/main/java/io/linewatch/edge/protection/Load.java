package io.linewatch.edge.protection;

/**
 * How much of the gateway is used; not a number where that cannot be known.
 *
 * @param processCpuPercent of all cores the agent may use
 * @param machineCpuPercent of all cores of the machine, whoever uses them
 * @param heapPercent of the largest heap, after the last garbage collection that looked at all of
 *     it
 * @param processMemoryPercent of the machine's memory, by the agent as a whole (resident)
 * @param diskFreeMegabytes under the state folder, for the agent
 * @param outboxPercent of the bound on what waits for Kafka
 */
public record Load(
    double processCpuPercent,
    double machineCpuPercent,
    double heapPercent,
    double processMemoryPercent,
    double diskFreeMegabytes,
    double outboxPercent) {}
