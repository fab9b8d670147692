/** Recordings that gateways send: taken in parts, checked, kept as the gateway keeps them. */
@NullMarked
package io.linewatch.central.recording;

import org.jspecify.annotations.NullMarked;
