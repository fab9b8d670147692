package io.linewatch.model.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a recording is written, guessed from its beginning. {@link #toString} says it in one line.
 *
 * @param separator between fields
 * @param decimalComma whether {@code 1,5} is one and a half
 * @param header whether the first row holds names
 * @param fields how many fields a row has
 * @param timeColumn index, or −1 when there is none
 * @param channels columns of numbers, in order
 * @param labelColumn index of a 0/1 column that marks faults, or −1
 * @param changepointColumn index of a 0/1 column that marks changes, or −1
 * @param ignored headers of columns that are none of these
 */
public record CsvGuess(
    Charset charset,
    char separator,
    boolean decimalComma,
    boolean header,
    int fields,
    int timeColumn,
    CsvTimeFormat timeFormat,
    List<Column> channels,
    int labelColumn,
    int changepointColumn,
    List<String> ignored) {
  private static final int SAMPLE_BYTES = 256 * 1024;

  public CsvGuess {
    channels = List.copyOf(channels);
    ignored = List.copyOf(ignored);
  }

  /**
   * A column of numbers.
   *
   * @param index in the row
   * @param header as written
   * @param channel the header as a channel name
   * @param unit found in brackets in the header; empty when there was none
   */
  public record Column(int index, String header, String channel, String unit) {}

  /**
   * Looks at the beginning of a file.
   *
   * @throws UnreadableCsv when it is not a table with columns of numbers; the message says what to
   *     do
   */
  public static CsvGuess of(Path file) throws IOException, UnreadableCsv {
    byte[] sample;
    try (InputStream in = Files.newInputStream(file)) {
      sample = in.readNBytes(SAMPLE_BYTES);
    }
    boolean whole = sample.length < SAMPLE_BYTES;
    Charset charset = CsvEncoding.guess(sample);
    return CsvGuesser.guess(
        file.getFileName() + "", charset, CsvEncoding.decode(sample, charset), whole);
  }

  @Override
  public String toString() {
    return charset
        + ", separator "
        + (separator == '\t' ? "tab" : "'" + separator + "'")
        + ", decimal "
        + (decimalComma ? "comma" : "point")
        + (header ? "" : ", no header")
        + ", "
        + (timeColumn < 0 ? "" : "time in column " + (timeColumn + 1) + ": ")
        + timeFormat.words()
        + ", "
        + channels.size()
        + " channels ("
        + channels.stream()
            .map(c -> c.unit().isEmpty() ? c.channel() : c.channel() + " [" + c.unit() + "]")
            .collect(Collectors.joining(", "))
        + ")"
        + (labelColumn < 0 ? ", no label column" : ", labels in column " + (labelColumn + 1))
        + (changepointColumn < 0 ? "" : ", changepoints in column " + (changepointColumn + 1))
        + (ignored.isEmpty() ? "" : ", ignored: " + String.join(", ", ignored));
  }
}
