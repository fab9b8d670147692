@NullMarked
package io.linewatch.model.feature;

import org.jspecify.annotations.NullMarked;
