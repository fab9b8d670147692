@NullMarked
package io.linewatch.domain.sheet;

import org.jspecify.annotations.NullMarked;
