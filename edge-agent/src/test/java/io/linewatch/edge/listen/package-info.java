@NullMarked
package io.linewatch.edge.listen;

import org.jspecify.annotations.NullMarked;
