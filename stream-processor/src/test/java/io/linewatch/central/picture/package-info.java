@NullMarked
package io.linewatch.central.picture;

import org.jspecify.annotations.NullMarked;
