/**
 * What a gateway has recorded: the frames of its files, and the card that says what is in them and
 * what is missing.
 *
 * <p>A recording is a folder of segments, {@code 000001.lwseg} and on, with {@code card.json}. A
 * segment is written at its end only and says itself what it is:
 *
 * <pre>
 * offset  size  what
 *      0     4  "LWRC"
 *      4     1  version, 1
 * then frames, the first of kind 1:
 *      0     4  length of the payload, big-endian, at most 48 MiB
 *      4     1  kind: 1 start (JSON), 2 series (SeriesCodec), 3 waveform (WaveformCodec),
 *               4 gap (JSON), 5 end (empty), 6 picture (PictureCodec); others are for later and
 *               are passed over
 *      5     4  CRC-32C of kind and payload, big-endian
 *      9     …  payload
 * </pre>
 *
 * <p>What a kill cuts off within a frame is not read; all before it is. A reader stops at the first
 * frame that is not whole, and says so.
 */
@NullMarked
package io.linewatch.domain.recording;

import org.jspecify.annotations.NullMarked;
