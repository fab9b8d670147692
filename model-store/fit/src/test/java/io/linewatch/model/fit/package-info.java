@NullMarked
package io.linewatch.model.fit;

import org.jspecify.annotations.NullMarked;
