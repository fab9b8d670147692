/** Whether every sensor of the plan arrives, and who has been there to see it. */
@NullMarked
package io.linewatch.edge.commissioning;

import org.jspecify.annotations.NullMarked;
