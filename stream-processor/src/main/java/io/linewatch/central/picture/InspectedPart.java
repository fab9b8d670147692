package io.linewatch.central.picture;

import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.plant.AssetPath;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part that was not good, as its gateway told of it.
 *
 * @param score percent of the model's limit
 * @param recipe what product the station was set up for
 * @param modelDigest package that scored
 * @param picture digest of the full picture; null where the gateway keeps none
 * @param masked whether something of the full picture was made black before it was stored
 */
public record InspectedPart(
    long id,
    String gateway,
    AssetPath asset,
    String station,
    String part,
    Verdict verdict,
    @Nullable Double score,
    @Nullable String recipe,
    @Nullable String modelDigest,
    Instant taken,
    @Nullable String picture,
    boolean masked,
    boolean hasThumbnail) {}
