/** {@code edge-load}: the agent under load beside floors and peers. */
@NullMarked
package io.linewatch.bench.edge;

import org.jspecify.annotations.NullMarked;
