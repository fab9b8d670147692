/** The plant sheet in versions, and the desired state it makes for every gateway. */
@NullMarked
package io.linewatch.central.plant;

import org.jspecify.annotations.NullMarked;
