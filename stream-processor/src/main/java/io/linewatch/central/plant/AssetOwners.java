package io.linewatch.central.plant;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.sheet.AssetRow;
import io.linewatch.domain.sheet.PlantSheet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Which asset is which gateway's, by the sheet in force; read again when an answer would be no, and
 * after half a minute. Any thread.
 */
public final class AssetOwners {
  private static final Duration FRESH = Duration.ofSeconds(30);
  private static final Duration LEAST = Duration.ofSeconds(2);

  private final Supplier<PlantSheet> sheet;
  private final InstantSource clock;
  private Map<AssetPath, String> owners = Map.of();
  private Instant read = Instant.MIN;

  public AssetOwners(Supplier<PlantSheet> sheet, InstantSource clock) {
    this.sheet = sheet;
    this.clock = clock;
  }

  public synchronized boolean owns(String gateway, AssetPath asset) {
    Instant now = clock.instant();
    boolean known = gateway.equals(owners.get(asset));
    Duration age = read.equals(Instant.MIN) ? FRESH : Duration.between(read, now);
    if (age.compareTo(known ? FRESH : LEAST) >= 0) {
      owners =
          sheet.get().assets().stream()
              .collect(Collectors.toMap(AssetRow::asset, AssetRow::gateway, (one, _) -> one));
      read = now;
    }
    return gateway.equals(owners.get(asset));
  }
}
