@NullMarked
package io.linewatch.model.format;

import org.jspecify.annotations.NullMarked;
