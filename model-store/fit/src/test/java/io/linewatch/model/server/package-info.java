@NullMarked
package io.linewatch.model.server;

import org.jspecify.annotations.NullMarked;
