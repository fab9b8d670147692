/** Parts that were not good, and pictures of them: told, asked for, taken, kept within bounds. */
@NullMarked
package io.linewatch.central.picture;

import org.jspecify.annotations.NullMarked;
