@NullMarked
package io.linewatch.edge.inspection;

import org.jspecify.annotations.NullMarked;
