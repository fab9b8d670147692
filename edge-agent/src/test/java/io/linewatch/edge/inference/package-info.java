@NullMarked
package io.linewatch.edge.inference;

import org.jspecify.annotations.NullMarked;
