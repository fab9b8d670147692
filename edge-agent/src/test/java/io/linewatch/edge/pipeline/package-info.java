@NullMarked
package io.linewatch.edge.pipeline;

import org.jspecify.annotations.NullMarked;
