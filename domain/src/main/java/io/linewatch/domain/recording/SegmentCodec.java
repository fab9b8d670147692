package io.linewatch.domain.recording;

import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.recording.SegmentFrame.Gaps;
import io.linewatch.domain.series.MalformedBlock;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.series.SeriesCodec;
import io.linewatch.domain.series.WaveformCodec;
import io.linewatch.domain.wire.Codec;
import io.linewatch.domain.wire.Documents;
import io.linewatch.domain.wire.MalformedRecord;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Frames to bytes and back, as the package says. Any thread. */
public final class SegmentCodec {
  /** Stands at the beginning of every segment: the magic and the version. */
  static final byte[] OPENING = {'L', 'W', 'R', 'C', 1};

  static final int HEADER_BYTES = 9;
  static final int MAX_PAYLOAD_BYTES = 48 << 20;

  private static final int MAX_JSON_BYTES = 8_000_000;
  private static final Codec<SegmentStart> START =
      Documents.of("segment", SegmentStart.class, MAX_JSON_BYTES);
  private static final Codec<Gaps> GAPS = Documents.of("gaps", Gaps.class, MAX_JSON_BYTES);

  private static final int KIND_START = 1;
  private static final int KIND_SERIES = 2;
  private static final int KIND_WAVEFORM = 3;
  private static final int KIND_GAP = 4;
  private static final int KIND_END = 5;
  private static final int KIND_PICTURE = 6;
  private static final byte[] EMPTY = {};

  private SegmentCodec() {}

  /** The bytes every segment begins with. */
  public static byte[] opening() {
    return OPENING.clone();
  }

  /**
   * @throws IllegalArgumentException when it cannot be written: of a later version, or too large
   */
  public static byte[] encode(SegmentFrame frame) {
    return switch (frame) {
      case SegmentFrame.Start(SegmentStart start) -> frame(KIND_START, START.encode(start));
      case SegmentFrame.Series(var block) -> frame(KIND_SERIES, SeriesCodec.encode(block));
      case SegmentFrame.Waveform(RecordedWaveform waveform) ->
          frame(KIND_WAVEFORM, WaveformCodec.encode(samples(waveform)));
      case SegmentFrame.Picture(RecordedPicture picture) ->
          frame(KIND_PICTURE, PictureCodec.encode(picture));
      case SegmentFrame.Gap(Gaps gaps) -> frame(KIND_GAP, GAPS.encode(gaps));
      case SegmentFrame.End() -> frame(KIND_END, EMPTY);
      case SegmentFrame.Unknown unknown ->
          throw new IllegalArgumentException("kind " + unknown.kind() + " is not known here");
    };
  }

  private static byte[] frame(int kind, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + payload.length);
    out.putInt(payload.length).put((byte) kind).putInt(checksum(kind, payload)).put(payload);
    return out.array();
  }

  static int checksum(int kind, byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(kind);
    crc.update(payload);
    return (int) crc.getValue();
  }

  /**
   * @throws MalformedBlock when the payload is not what its kind says
   */
  static SegmentFrame decode(int kind, byte[] payload) {
    try {
      return switch (kind) {
        case KIND_START -> new SegmentFrame.Start(START.decode(payload));
        case KIND_SERIES -> new SegmentFrame.Series(named(SeriesCodec.decode(payload)));
        case KIND_WAVEFORM -> new SegmentFrame.Waveform(waveform(WaveformCodec.decode(payload)));
        case KIND_PICTURE -> new SegmentFrame.Picture(PictureCodec.decode(payload));
        case KIND_GAP -> new SegmentFrame.Gap(GAPS.decode(payload));
        case KIND_END -> new SegmentFrame.End();
        default -> new SegmentFrame.Unknown(kind, payload.length);
      };
    } catch (MalformedRecord | IllegalArgumentException wrong) {
      throw new MalformedBlock("segment: " + wrong.getMessage(), wrong);
    }
  }

  /** A recorded series is of a channel. */
  private static SeriesBlock named(SeriesBlock block) {
    var _ = ChannelId.of(block.series());
    return block;
  }

  private static WaveformCodec.Samples samples(RecordedWaveform waveform) {
    return new WaveformCodec.Samples(
        waveform.channel(),
        waveform.unit(),
        waveform.machineState(),
        waveform.start(),
        waveform.rateHz(),
        waveform.samples());
  }

  private static RecordedWaveform waveform(WaveformCodec.Samples samples) {
    var _ = ChannelId.of(samples.channel());
    return new RecordedWaveform(
        samples.channel(),
        samples.unit(),
        samples.machineState(),
        samples.start(),
        samples.rateHz(),
        samples.values());
  }
}
