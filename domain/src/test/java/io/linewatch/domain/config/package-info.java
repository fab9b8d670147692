@NullMarked
package io.linewatch.domain.config;

import org.jspecify.annotations.NullMarked;
