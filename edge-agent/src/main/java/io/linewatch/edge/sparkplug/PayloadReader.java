package io.linewatch.edge.sparkplug;

import com.google.protobuf.CodedInputStream;
import io.linewatch.edge.sparkplug.Metric.Form;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code org.eclipse.tahu.protobuf.Payload} (sparkplug_b.proto) field by field: what a host
 * has no use for, such as data sets and templates, is passed over without being built, and nothing
 * is built beyond the bounds.
 */
final class PayloadReader {
  /** Births of large nodes are larger than anything else that comes over MQTT here. */
  static final int MAX_BYTES = 4 << 20;

  static final int MAX_METRICS = 50_000;
  private static final int MAX_TEXT = 1_024;

  /** Field number and wire type as one number, as they stand in the bytes. */
  private static final class Tag {
    static final int PAYLOAD_TIMESTAMP = 8;
    static final int PAYLOAD_METRIC = 18;
    static final int PAYLOAD_SEQ = 24;

    static final int NAME = 10;
    static final int ALIAS = 16;
    static final int TIMESTAMP = 24;
    static final int DATATYPE = 32;
    static final int IS_HISTORICAL = 40;
    static final int IS_NULL = 56;
    static final int PROPERTIES = 74;
    static final int INT_VALUE = 80;
    static final int LONG_VALUE = 88;
    static final int FLOAT_VALUE = 101;
    static final int DOUBLE_VALUE = 105;
    static final int BOOLEAN_VALUE = 112;
    static final int STRING_VALUE = 122;
    static final int BYTES_VALUE = 130;
    static final int DATASET_VALUE = 138;
    static final int TEMPLATE_VALUE = 146;
    static final int EXTENSION_VALUE = 154;

    static final int PROPERTY_KEY = 10;
    static final int PROPERTY_VALUE = 18;
    static final int PROPERTY_INT = 24;
    static final int PROPERTY_LONG = 32;
  }

  private static final String QUALITY = "Quality";

  private PayloadReader() {}

  /**
   * @throws IOException with one sentence for people when the bytes are no such payload
   */
  static SparkplugPayload read(byte[] bytes) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    Long timestamp = null;
    Long seq = null;
    List<Metric> metrics = new ArrayList<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case Tag.PAYLOAD_TIMESTAMP -> timestamp = in.readUInt64();
        case Tag.PAYLOAD_SEQ -> seq = in.readUInt64();
        case Tag.PAYLOAD_METRIC -> {
          if (metrics.size() >= MAX_METRICS) {
            throw new IOException("more than " + MAX_METRICS + " metrics");
          }
          int limit = in.pushLimit(in.readRawVarint32());
          metrics.add(new MetricReader().read(in));
          in.popLimit(limit);
        }
        default -> pass(in, tag);
      }
    }
    return new SparkplugPayload(timestamp, seq, metrics);
  }

  private static void pass(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new IOException("a group ends that never began");
    }
  }

  private static String text(CodedInputStream in) throws IOException {
    String text = in.readStringRequireUtf8();
    if (text.length() > MAX_TEXT) {
      throw new IOException("a text of more than " + MAX_TEXT + " characters");
    }
    return text;
  }

  /** One metric; the last of its values counts, as protobuf wants it. */
  private static final class MetricReader {
    private @Nullable String name;
    private @Nullable Long alias;
    private @Nullable Long timestamp;
    private int datatype;
    private boolean historical;
    private boolean isNull;
    private Form form = Form.NONE;
    private long bits;
    private double number;
    private String text = "";
    private @Nullable Integer quality;

    Metric read(CodedInputStream in) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (tag) {
          case Tag.NAME -> name = text(in);
          case Tag.ALIAS -> alias = in.readUInt64();
          case Tag.TIMESTAMP -> timestamp = in.readUInt64();
          case Tag.DATATYPE -> datatype = in.readUInt32();
          case Tag.IS_HISTORICAL -> historical = in.readBool();
          case Tag.IS_NULL -> isNull = in.readBool();
          case Tag.PROPERTIES -> properties(in);
          default -> value(in, tag);
        }
      }
      return new Metric(
          name, alias, timestamp, datatype, historical, isNull, form, bits, number, text, quality);
    }

    private void value(CodedInputStream in, int tag) throws IOException {
      switch (tag) {
        case Tag.INT_VALUE -> integer(Integer.toUnsignedLong(in.readUInt32()));
        case Tag.LONG_VALUE -> integer(in.readUInt64());
        case Tag.FLOAT_VALUE -> floating(in.readFloat());
        case Tag.DOUBLE_VALUE -> floating(in.readDouble());
        case Tag.BOOLEAN_VALUE -> {
          form = Form.BOOLEAN;
          bits = in.readBool() ? 1 : 0;
        }
        case Tag.STRING_VALUE -> {
          form = Form.TEXT;
          text = text(in);
        }
        case Tag.BYTES_VALUE, Tag.DATASET_VALUE, Tag.TEMPLATE_VALUE, Tag.EXTENSION_VALUE -> {
          form = Form.OTHER;
          pass(in, tag);
        }
        default -> pass(in, tag);
      }
    }

    private void integer(long value) {
      form = Form.INTEGER;
      bits = value;
    }

    private void floating(double value) {
      form = Form.FLOATING;
      number = value;
    }

    /** Keys and values are two lists of equal order; only the one key is of use here. */
    private void properties(CodedInputStream in) throws IOException {
      int limit = in.pushLimit(in.readRawVarint32());
      int keys = 0;
      int values = 0;
      int wanted = -1;
      List<@Nullable Integer> numbers = new ArrayList<>();
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (tag) {
          case Tag.PROPERTY_KEY -> {
            if (text(in).equals(QUALITY)) {
              wanted = keys;
            }
            keys++;
          }
          case Tag.PROPERTY_VALUE -> {
            if (++values > MAX_METRICS) {
              throw new IOException("more than " + MAX_METRICS + " properties");
            }
            numbers.add(property(in));
          }
          default -> pass(in, tag);
        }
      }
      in.popLimit(limit);
      quality = wanted >= 0 && wanted < numbers.size() ? numbers.get(wanted) : quality;
    }

    private static @Nullable Integer property(CodedInputStream in) throws IOException {
      int limit = in.pushLimit(in.readRawVarint32());
      Integer found = null;
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (tag) {
          case Tag.PROPERTY_INT -> found = in.readUInt32();
          case Tag.PROPERTY_LONG -> found = (int) in.readUInt64();
          default -> pass(in, tag);
        }
      }
      in.popLimit(limit);
      return found;
    }
  }
}
