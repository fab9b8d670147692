/** Makes a package smaller in 8-bit whole numbers, and refuses where it would answer otherwise. */
@NullMarked
package io.linewatch.model.shrink;

import org.jspecify.annotations.NullMarked;
