/** What the agent gives up, and says, before the gateway's cores, memory or disk give out. */
@NullMarked
package io.linewatch.edge.protection;

import org.jspecify.annotations.NullMarked;
