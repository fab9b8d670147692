/** Serves a layout read-only over HTTP, on the read paths of the OCI distribution specification. */
@NullMarked
package io.linewatch.model.server;

import org.jspecify.annotations.NullMarked;
