@NullMarked
package io.linewatch.model.stream;

import org.jspecify.annotations.NullMarked;
