@NullMarked
package io.linewatch.central.kafka;

import org.jspecify.annotations.NullMarked;
