@NullMarked
package io.linewatch.model.cli;

import org.jspecify.annotations.NullMarked;
