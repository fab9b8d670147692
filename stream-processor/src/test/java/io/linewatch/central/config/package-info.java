@NullMarked
package io.linewatch.central.config;

import org.jspecify.annotations.NullMarked;
