@NullMarked
package io.linewatch.central.plant;

import org.jspecify.annotations.NullMarked;
