/** What is known about machines that vibrate: bearings, severity zones, faults; no signal here. */
@NullMarked
package io.linewatch.domain.vibration;

import org.jspecify.annotations.NullMarked;
