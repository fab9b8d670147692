@NullMarked
package io.linewatch.domain.wire;

import org.jspecify.annotations.NullMarked;
