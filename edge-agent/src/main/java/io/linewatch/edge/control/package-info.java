/** What the gateway should be doing: fetched, cached, applied, reported. */
@NullMarked
package io.linewatch.edge.control;

import org.jspecify.annotations.NullMarked;
