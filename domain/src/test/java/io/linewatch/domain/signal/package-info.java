@NullMarked
package io.linewatch.domain.signal;

import org.jspecify.annotations.NullMarked;
