@NullMarked
package io.linewatch.model.tabular;

import org.jspecify.annotations.NullMarked;
