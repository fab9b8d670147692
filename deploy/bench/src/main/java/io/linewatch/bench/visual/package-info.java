/** Public pictures through the product's own fit: how well defects are found, and at what rate. */
@NullMarked
package io.linewatch.bench.visual;

import org.jspecify.annotations.NullMarked;
