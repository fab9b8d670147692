/**
 * What good parts look like, learned from pictures of them alone: whitening, heads, limits by a
 * false-reject budget, and the package of it all.
 */
@NullMarked
package io.linewatch.model.fit.visual;

import org.jspecify.annotations.NullMarked;
