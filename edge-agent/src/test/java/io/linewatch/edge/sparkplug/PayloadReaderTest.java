package io.linewatch.edge.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.tahu.message.model.DataSet.DataSetBuilder;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.PropertyDataType;
import org.eclipse.tahu.message.model.PropertySet.PropertySetBuilder;
import org.eclipse.tahu.message.model.PropertyValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Tahu writes must be read as what was meant. */
class PayloadReaderTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00.123Z");

  static Stream<Arguments> numbers() {
    return Stream.of(
        Arguments.of(MetricDataType.Int8, (byte) -5, -5.0),
        Arguments.of(MetricDataType.Int16, (short) -300, -300.0),
        Arguments.of(MetricDataType.Int32, -70_000, -70_000.0),
        Arguments.of(MetricDataType.Int64, -5_000_000_000L, -5e9),
        Arguments.of(MetricDataType.UInt8, (short) 200, 200.0),
        Arguments.of(MetricDataType.UInt16, 60_000, 60_000.0),
        Arguments.of(MetricDataType.UInt32, 4_000_000_000L, 4e9),
        Arguments.of(MetricDataType.UInt64, new BigInteger("18446744073709551615"), 0x1p64),
        Arguments.of(MetricDataType.Float, 1.5f, 1.5),
        Arguments.of(MetricDataType.Double, -2.25, -2.25),
        Arguments.of(MetricDataType.Boolean, true, 1.0));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void everyNumberTahuWritesIsReadAsTheNumberItIs(MetricDataType type, Object value, double number)
      throws IOException {
    Metric metric = only(TahuPayload.at(NOW).seq(7).named("m", type, value, NOW));

    assertThat(DataType.of(metric.datatype()).read(metric))
        .isEqualTo(new DataType.Value.Numeric(number));
  }

  @Test
  void aTextIsReadAsAText() throws IOException {
    Metric metric = only(TahuPayload.at(NOW).named("m", MetricDataType.String, "RUN", NOW));

    assertThat(DataType.of(metric.datatype()).read(metric))
        .isEqualTo(new DataType.Value.Text("RUN"));
  }

  @Test
  void aDataSetIsPassedOverAndSaysItsType() throws Exception {
    var set =
        new DataSetBuilder(1)
            .addColumnName("a")
            .addType(org.eclipse.tahu.message.model.DataSetDataType.Int32)
            .createDataSet();
    Metric metric = only(TahuPayload.at(NOW).named("m", MetricDataType.DataSet, set, NOW));

    assertThat(DataType.of(metric.datatype())).isEqualTo(DataType.DATA_SET);
    assertThat(metric.form()).isEqualTo(Metric.Form.OTHER);
    assertThat(DataType.DATA_SET.supported()).isFalse();
  }

  @Test
  void timeSequenceAliasFlagsAndQualityAreRead() throws Exception {
    var properties =
        new PropertySetBuilder()
            .addProperty("engUnit", new PropertyValue<>(PropertyDataType.String, "Cel"))
            .addProperty("Quality", new PropertyValue<>(PropertyDataType.Int32, 500))
            .createPropertySet();
    byte[] bytes =
        TahuPayload.at(NOW)
            .seq(255)
            .add(
                new MetricBuilder("m", MetricDataType.Int32, null)
                    .alias(12L)
                    .timestamp(Date.from(NOW.minusSeconds(1)))
                    .isHistorical(true)
                    .properties(properties))
            .bytes();

    SparkplugPayload payload = PayloadReader.read(bytes);

    assertThat(payload.timestamp()).isEqualTo(NOW.toEpochMilli());
    assertThat(payload.seq()).isEqualTo(255);
    Metric metric = payload.metrics().getFirst();
    assertThat(metric.name()).isEqualTo("m");
    assertThat(metric.alias()).isEqualTo(12);
    assertThat(metric.timestamp()).isEqualTo(NOW.minusSeconds(1).toEpochMilli());
    assertThat(metric.historical()).isTrue();
    assertThat(metric.isNull()).isTrue();
    assertThat(metric.quality()).isEqualTo(500);
  }

  @Test
  void bytesThatAreNoPayloadSayWhyTheyAreRefused() {
    List<byte[]> wrong =
        List.of(
            "{\"value\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            new byte[] {18, 127, 1});
    for (byte[] bytes : wrong) {
      assertThatThrownBy(() -> PayloadReader.read(bytes))
          .isInstanceOf(IOException.class)
          .message()
          .isNotBlank();
    }
  }

  @Test
  void theRebirthRequestIsWhatTahuReadsAsOne() throws Exception {
    var read =
        new org.eclipse.tahu.message.SparkplugBPayloadDecoder()
            .buildFromByteArray(HostMessages.rebirthRequest(NOW.toEpochMilli()), null);

    assertThat(read.getSeq()).as("a command has no sequence number").isNull();
    assertThat(read.getTimestamp()).isEqualTo(Date.from(NOW));
    assertThat(read.getMetrics()).hasSize(1);
    assertThat(read.getMetrics().getFirst().getName()).isEqualTo("Node Control/Rebirth");
    assertThat(read.getMetrics().getFirst().getDataType()).isEqualTo(MetricDataType.Boolean);
    assertThat(read.getMetrics().getFirst().getValue()).isEqualTo(true);
  }

  private static Metric only(TahuPayload payload) throws IOException {
    SparkplugPayload read = PayloadReader.read(payload.bytes());
    assertThat(read.metrics()).hasSize(1);
    return read.metrics().getFirst();
  }
}
