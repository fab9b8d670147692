@NullMarked
package io.linewatch.model.shrink;

import org.jspecify.annotations.NullMarked;
