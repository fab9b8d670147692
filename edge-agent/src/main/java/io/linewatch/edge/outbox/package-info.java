/**
 * What the gateway has decided and not yet handed over: decision state, statements and series in
 * one SQLite transaction, kept until the broker has them.
 */
@NullMarked
package io.linewatch.edge.outbox;

import org.jspecify.annotations.NullMarked;
