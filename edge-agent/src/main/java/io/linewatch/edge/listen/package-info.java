/** What a broker's topics carry, before anybody has mapped them. */
@NullMarked
package io.linewatch.edge.listen;

import org.jspecify.annotations.NullMarked;
