@NullMarked
package io.linewatch.edge.intake;

import org.jspecify.annotations.NullMarked;
