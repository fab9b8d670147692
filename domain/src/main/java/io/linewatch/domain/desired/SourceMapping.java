package io.linewatch.domain.desired;

import io.linewatch.domain.signal.Preset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How messages of one MQTT topic pattern become readings.
 *
 * @param id names the source in metrics and messages
 * @param topic pattern such as {@code factory/{line}/{asset}/{channel}}; placeholders {@code
 *     {site}}, {@code {area}}, {@code {line}}, {@code {asset}}, {@code {channel}} match one level
 *     each; {@code +} matches any one level
 * @param site used where the pattern has no {@code {site}}
 * @param area used where the pattern has no {@code {area}}
 * @param line used where the pattern has no {@code {line}}
 * @param asset used where the pattern has no {@code {asset}}
 * @param value JSON pointer of the one value; null when {@code values} is used
 * @param values channel name to JSON pointer, for messages with many values; empty when {@code
 *     value} is used
 * @param time JSON pointer of the time; null when messages carry none (arrival time stands in and
 *     is marked)
 * @param timeFormat how the time is written
 * @param quality JSON pointer of a quality word or OPC code; null when messages carry none
 * @param machineState JSON pointer of the machine's state; null when messages carry none
 * @param waveform how messages carry blocks of samples; null when they carry single values
 * @param preset the form messages come in, or null when pointers say it. With a preset {@code
 *     values} holds names instead of pointers and may be empty (names are channels), and so does
 *     {@code machineState}
 */
public record SourceMapping(
    String id,
    String topic,
    @Nullable String site,
    @Nullable String area,
    @Nullable String line,
    @Nullable String asset,
    @Nullable String value,
    Map<String, String> values,
    @Nullable String time,
    TimeFormat timeFormat,
    @Nullable String quality,
    @Nullable String machineState,
    @Nullable WaveformForm waveform,
    @Nullable Preset preset) {
  public SourceMapping {
    values = Map.copyOf(values);
    if (waveform != null && (value != null || !values.isEmpty() || preset != null)) {
      throw new IllegalArgumentException(
          "source '" + id + "' carries waveforms and has no value to point at");
    }
    if (waveform == null && preset == null && (value == null) == values.isEmpty()) {
      throw new IllegalArgumentException(
          "source '" + id + "' needs either one value or a map of values");
    }
    if (preset != null && value != null) {
      throw new IllegalArgumentException(
          "source '" + id + "' has a preset, which knows where the values stand: leave value out");
    }
  }

  /** Whether it names metrics of Sparkplug nodes and devices. */
  public boolean ofSparkplug() {
    return preset == Preset.SPARKPLUG_B;
  }

  /** A source of single values. */
  public SourceMapping(
      String id,
      String topic,
      @Nullable String site,
      @Nullable String area,
      @Nullable String line,
      @Nullable String asset,
      @Nullable String value,
      Map<String, String> values,
      @Nullable String time,
      TimeFormat timeFormat,
      @Nullable String quality,
      @Nullable String machineState) {
    this(
        id,
        topic,
        site,
        area,
        line,
        asset,
        value,
        values,
        time,
        timeFormat,
        quality,
        machineState,
        null,
        null);
  }

  /** A source of blocks of samples. */
  public SourceMapping(
      String id,
      String topic,
      @Nullable String site,
      @Nullable String area,
      @Nullable String line,
      @Nullable String asset,
      @Nullable String value,
      Map<String, String> values,
      @Nullable String time,
      TimeFormat timeFormat,
      @Nullable String quality,
      @Nullable String machineState,
      @Nullable WaveformForm waveform) {
    this(
        id,
        topic,
        site,
        area,
        line,
        asset,
        value,
        values,
        time,
        timeFormat,
        quality,
        machineState,
        waveform,
        null);
  }

  /** A source in a form that a preset reads. */
  public SourceMapping(
      String id,
      String topic,
      @Nullable String site,
      @Nullable String area,
      @Nullable String line,
      @Nullable String asset,
      @Nullable String value,
      Map<String, String> values,
      @Nullable String time,
      TimeFormat timeFormat,
      @Nullable String quality,
      @Nullable String machineState,
      @Nullable Preset preset) {
    this(
        id,
        topic,
        site,
        area,
        line,
        asset,
        value,
        values,
        time,
        timeFormat,
        quality,
        machineState,
        null,
        preset);
  }

  /** How a block of samples is written. */
  public enum WaveformForm {
    /** Signed 16-bit numbers, little-endian, times a scale. */
    INT16,
    /** IEEE 754 binary32, little-endian, times a scale. */
    FLOAT32,
    /** A JSON object with an array of numbers. */
    JSON
  }

  /** How a time is written. */
  public enum TimeFormat {
    /**
     * ISO-8601 text, or a number whose magnitude tells seconds, milliseconds, microseconds or
     * nanoseconds.
     */
    AUTO,
    ISO_8601,
    EPOCH_SECONDS,
    EPOCH_MILLIS,
    EPOCH_MICROS,
    EPOCH_NANOS
  }
}
