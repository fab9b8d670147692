@NullMarked
package io.linewatch.central.topology;

import org.jspecify.annotations.NullMarked;
