/**
 * {@code deploy/bench.sh faults}: one recorded stream, once in calm and once with faults; both must
 * tell the same.
 */
@NullMarked
package io.linewatch.bench.faults;

import org.jspecify.annotations.NullMarked;
