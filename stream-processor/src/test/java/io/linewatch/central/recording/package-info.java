@NullMarked
package io.linewatch.central.recording;

import org.jspecify.annotations.NullMarked;
