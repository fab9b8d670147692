/**
 * Records chosen channels to files, off the way of decisions.
 *
 * <pre>
 * lane: message and machine state ─┐
 * connection: waveform ────────────┴▶ RecorderQueue ▶ Recorder ▶ ActiveRecording ▶ RecordingFolder
 *        (never waits: what does not fit is shed and counted)   one thread owns all files
 * desired state, recording-requests/*.json ──────▶ Recorder
 * </pre>
 *
 * <p>Invariants. Whoever offers never waits. One thread, the recorder's, writes, rotates, deletes.
 * What is not kept leaves a gap in the recording: shed, disk, quota, machine not in state, agent
 * away. A segment grows at its end only; a frame that did not go in whole is cut off again before
 * the next. The card lists closed segments only and is replaced whole; a segment it does not list
 * is read again at the next start, up to its last whole frame. So a kill loses what was not yet
 * flushed, {@link io.linewatch.edge.recording.ActiveRecording#FLUSH}, and no more.
 *
 * <p>Disk full: nothing is written while less than {@link
 * io.linewatch.edge.recording.RecordingSettings#keepFreeBytes} is free, so that the outbox never
 * lacks room for a recording's sake.
 */
@NullMarked
package io.linewatch.edge.recording;

import org.jspecify.annotations.NullMarked;
