@NullMarked
package io.linewatch.central.historian;

import org.jspecify.annotations.NullMarked;
