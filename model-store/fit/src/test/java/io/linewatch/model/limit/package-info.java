@NullMarked
package io.linewatch.model.limit;

import org.jspecify.annotations.NullMarked;
