/**
 * What the gateway has decided and not yet handed over: decision state, statements and series, kept
 * until the broker has them.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>What {@code onDurable} was told of survives a killed process and a power cut, until it is
 *       settled; it is never there twice.
 *   <li>A detector's state and the statements it led to are one transaction.
 *   <li>A sequence is given once in an epoch; within a topic rows leave in rising sequence.
 *   <li>Statements are never dropped. A series that is dropped leaves a gap in the same
 *       transaction.
 *   <li>Damage is never silent: every row is what was written, or the file is set aside, a new
 *       epoch begins and a gap says so. A legal power cut is not damage.
 * </ol>
 *
 * <p><b>Layout.</b> {@code outbox.db} with its log: {@link io.linewatch.edge.outbox.OutboxSchema
 * tables}, each row with a {@link io.linewatch.edge.outbox.RowDigest digest}, and one {@link
 * io.linewatch.edge.outbox.Seal} over all rows. {@code outbox.mark}: how many commits there were,
 * the {@link io.linewatch.edge.outbox.HighWaterMark}. {@code outbox.reserve}: room to give up on a
 * full disk.
 *
 * <p><b>Operations.</b> {@link io.linewatch.edge.outbox.Outbox} is what others see. They hand over
 * through a bounded {@link io.linewatch.edge.outbox.WorkQueue} to one thread, {@link
 * io.linewatch.edge.outbox.OutboxWriter}: it groups commits and bears with a full disk. {@link
 * io.linewatch.edge.outbox.OutboxStore} says what each transaction does, {@link
 * io.linewatch.edge.outbox.Transactions} that it is done whole or not at all.
 *
 * <p><b>Recovery.</b> {@link io.linewatch.edge.outbox.OutboxFile} opens: SQLite replays its log;
 * structure, schema, every row, the seal and the mark are checked, in this order. What does not
 * hold is {@link io.linewatch.edge.outbox.SetAside}.
 */
@NullMarked
package io.linewatch.edge.outbox;

import org.jspecify.annotations.NullMarked;
