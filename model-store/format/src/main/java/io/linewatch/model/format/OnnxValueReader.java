package io.linewatch.model.format;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code ValueInfoProto}: name, element type and shape of an input or output. */
final class OnnxValueReader {
  private static final int MAX_RANK = 16;

  private String name = "";
  private int elementType;
  private final List<Long> shape = new ArrayList<>();

  private OnnxValueReader() {}

  static OnnxGraph.Value read(ProtobufReader value) throws ModelRefused {
    OnnxValueReader reader = new OnnxValueReader();
    while (value.next()) {
      if (value.field() == 1) {
        reader.name = value.text();
      } else if (value.field() == 2) {
        reader.type(value.message());
      }
    }
    return new OnnxGraph.Value(reader.name, reader.elementType, List.copyOf(reader.shape));
  }

  private void type(ProtobufReader type) throws ModelRefused {
    while (type.next()) {
      if (type.field() == 1) {
        tensor(type.message());
      }
    }
  }

  private void tensor(ProtobufReader tensor) throws ModelRefused {
    while (tensor.next()) {
      if (tensor.field() == 1) {
        elementType = (int) tensor.number();
      } else if (tensor.field() == 2) {
        ProtobufReader dimensions = tensor.message();
        while (dimensions.next()) {
          if (dimensions.field() == 1) {
            dimension(dimensions.message());
          }
        }
      }
    }
  }

  private void dimension(ProtobufReader dimension) throws ModelRefused {
    if (shape.size() >= MAX_RANK) {
      throw new ModelRefused("'" + name + "' has more than " + MAX_RANK + " dimensions");
    }
    long size = -1;
    while (dimension.next()) {
      if (dimension.field() == 1) {
        size = dimension.number();
      }
    }
    shape.add(size);
  }
}
