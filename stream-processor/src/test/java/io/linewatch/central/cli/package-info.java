@NullMarked
package io.linewatch.central.cli;

import org.jspecify.annotations.NullMarked;
