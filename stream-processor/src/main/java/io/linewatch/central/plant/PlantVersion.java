package io.linewatch.central.plant;

import io.linewatch.domain.sheet.PlantSheet;
import java.time.Instant;

/**
 * The sheet in force.
 *
 * @param version 0 while nothing was ever applied
 */
public record PlantVersion(long version, PlantSheet sheet, String by, Instant at, String reason) {}
