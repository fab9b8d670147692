/** Files that gateways send in parts: how they grow, and why one is refused. */
@NullMarked
package io.linewatch.central.upload;

import org.jspecify.annotations.NullMarked;
