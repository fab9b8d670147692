/** Bytes from outside, made to text or unpacked: strictly, and within bounds. */
@NullMarked
package io.linewatch.domain.bytes;

import org.jspecify.annotations.NullMarked;
