/** ISA-95 names of what stands in the plant: assets, channels, gateways. */
@NullMarked
package io.linewatch.domain.plant;

import org.jspecify.annotations.NullMarked;
