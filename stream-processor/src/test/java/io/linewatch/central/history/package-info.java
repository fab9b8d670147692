@NullMarked
package io.linewatch.central.history;

import org.jspecify.annotations.NullMarked;
