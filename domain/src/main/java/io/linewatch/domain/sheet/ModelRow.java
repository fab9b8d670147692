package io.linewatch.domain.sheet;

import io.linewatch.domain.plant.AssetPath;

/**
 * A model on an asset. Without limits on {@code model:NAME} it is only observed: scored and kept.
 *
 * @param digest {@code sha256:…} of the package's manifest
 */
public record ModelRow(AssetPath asset, String name, String digest) {}
