package io.linewatch.domain.sheet;

import io.linewatch.domain.signal.Preset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How messages of one MQTT topic pattern become readings, and which gateway reads them.
 *
 * @param topic pattern such as {@code factory/{line}/{asset}/{channel}}
 * @param site used where the pattern has no {@code {site}}; the sheet's site when left out
 * @param area used where the pattern has no {@code {area}}
 * @param line used where the pattern has no {@code {line}}
 * @param asset name, not path; used where the pattern has no {@code {asset}}
 * @param value JSON pointer of the one value, or null when {@code values} is used
 * @param values channel to JSON pointer, or null when {@code value} is used
 * @param time JSON pointer of the time; arrival time stands in and is marked when left out
 * @param timeFormat AUTO when left out
 * @param quality JSON pointer of a quality word or code, or null
 * @param machineState JSON pointer of the machine's state, or null
 * @param waveform how messages carry blocks of samples, or null when they carry single values
 * @param preset the form messages come in, or null when pointers say it; with it, values and
 *     machineState are names
 */
public record SourceRow(
    String id,
    String gateway,
    String topic,
    @Nullable String site,
    @Nullable String area,
    @Nullable String line,
    @Nullable String asset,
    @Nullable String value,
    @Nullable Map<String, String> values,
    @Nullable String time,
    @Nullable TimeForm timeFormat,
    @Nullable String quality,
    @Nullable String machineState,
    @Nullable Samples waveform,
    @Nullable Preset preset) {

  /** How a block of samples is written; the same names as in the desired state. */
  public enum Samples {
    INT16,
    FLOAT32,
    JSON
  }

  /** How a time is written; the same names as in the desired state. */
  public enum TimeForm {
    AUTO,
    ISO_8601,
    EPOCH_SECONDS,
    EPOCH_MILLIS,
    EPOCH_MICROS,
    EPOCH_NANOS
  }

  /** A source whose messages are read by pointers. */
  public SourceRow(
      String id,
      String gateway,
      String topic,
      @Nullable String site,
      @Nullable String area,
      @Nullable String line,
      @Nullable String asset,
      @Nullable String value,
      @Nullable Map<String, String> values,
      @Nullable String time,
      @Nullable TimeForm timeFormat,
      @Nullable String quality,
      @Nullable String machineState) {
    this(
        id,
        gateway,
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

  /** A source in a form that a preset reads. */
  public SourceRow(
      String id,
      String gateway,
      String topic,
      @Nullable String site,
      @Nullable String area,
      @Nullable String line,
      @Nullable String asset,
      @Nullable String value,
      @Nullable Map<String, String> values,
      @Nullable String time,
      @Nullable TimeForm timeFormat,
      @Nullable String quality,
      @Nullable String machineState,
      @Nullable Preset preset) {
    this(
        id,
        gateway,
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

  public SourceRow {
    site = SheetText.blankToNull(site);
    area = SheetText.blankToNull(area);
    line = SheetText.blankToNull(line);
    asset = SheetText.blankToNull(asset);
    value = SheetText.blankToNull(value);
    values = values == null || values.isEmpty() ? null : Map.copyOf(values);
    time = SheetText.blankToNull(time);
    quality = SheetText.blankToNull(quality);
    machineState = SheetText.blankToNull(machineState);
  }
}
