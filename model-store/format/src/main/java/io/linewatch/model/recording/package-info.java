/** Recordings on disk, as gateways make them: folders, and archives of one file. */
@NullMarked
package io.linewatch.model.recording;

import org.jspecify.annotations.NullMarked;
