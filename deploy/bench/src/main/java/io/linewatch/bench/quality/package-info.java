/** How well the product's own scoring and decisions find faults, beside what is published. */
@NullMarked
package io.linewatch.bench.quality;

import org.jspecify.annotations.NullMarked;
