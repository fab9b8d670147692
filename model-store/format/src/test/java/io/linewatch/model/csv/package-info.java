@NullMarked
package io.linewatch.model.csv;

import org.jspecify.annotations.NullMarked;
