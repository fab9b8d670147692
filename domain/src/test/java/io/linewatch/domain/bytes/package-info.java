@NullMarked
package io.linewatch.domain.bytes;

import org.jspecify.annotations.NullMarked;
