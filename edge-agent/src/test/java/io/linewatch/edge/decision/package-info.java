@NullMarked
package io.linewatch.edge.decision;

import org.jspecify.annotations.NullMarked;
