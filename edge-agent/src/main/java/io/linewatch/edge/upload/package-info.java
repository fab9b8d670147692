/** Files to the centre over HTTPS, in parts that the gateway signs. */
@NullMarked
package io.linewatch.edge.upload;

import org.jspecify.annotations.NullMarked;
