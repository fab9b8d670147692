package io.linewatch.central.history;

/**
 * What became of blocks that were to be imported.
 *
 * @param blocks added, or that would be
 * @param samples in them
 * @param gatewayMinutes left out, because there are blocks of a gateway
 * @param gatewaySamples in those
 * @param knownSamples left out, because an import brought a value of that time already
 */
public record ImportWritten(
    long blocks, long samples, long gatewayMinutes, long gatewaySamples, long knownSamples) {
  public static final ImportWritten NOTHING = new ImportWritten(0, 0, 0, 0, 0);

  public ImportWritten plus(ImportWritten other) {
    return new ImportWritten(
        blocks + other.blocks,
        samples + other.samples,
        gatewayMinutes + other.gatewayMinutes,
        gatewaySamples + other.gatewaySamples,
        knownSamples + other.knownSamples);
  }
}
