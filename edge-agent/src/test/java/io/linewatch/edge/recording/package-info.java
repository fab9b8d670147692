@NullMarked
package io.linewatch.edge.recording;

import org.jspecify.annotations.NullMarked;
