@NullMarked
package io.linewatch.domain.alert;

import org.jspecify.annotations.NullMarked;
