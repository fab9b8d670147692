/** Every fault the bench knows: how it strikes, how one sees that it struck, how it ends. */
@NullMarked
package io.linewatch.bench.faults.catalogue;

import org.jspecify.annotations.NullMarked;
