package io.linewatch.model.format;

import io.linewatch.model.visual.LabelledAnswer;
import io.linewatch.model.visual.VisualSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an ONNX file is made of, read before any runtime opens it. Refused: data outside the file
 * (it could name any file of the gateway), operators of other domains than ONNX's own (they run
 * code we do not know), local functions and training parts (nothing here needs them), and graphs
 * beyond set bounds. Field numbers are those of the public {@code onnx.proto}.
 *
 * @param inputs name and shape of the graph's inputs that are not initializers
 * @param outputs name and shape of the graph's outputs
 * @param nodes how many nodes, subgraphs included
 * @param operators operator types used
 */
public record OnnxGraph(List<Value> inputs, List<Value> outputs, int nodes, Set<String> operators) {
  private static final int MAX_NODES = 10_000;
  private static final int MAX_DEPTH = 8;
  private static final int MAX_BOXES = 100_000;
  private static final int FLOAT = 1;
  private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml");

  /**
   * @param elementType of {@code TensorProto.DataType}; 1 is float32, 0 when it is no tensor
   * @param shape sizes; −1 where the size is free
   */
  public record Value(String name, int elementType, List<Long> shape) {}

  /**
   * Reads and judges a graph.
   *
   * @throws ModelRefused with the reason
   */
  public static OnnxGraph inspect(byte[] onnx) throws ModelRefused {
    return new Walk().model(new ProtobufReader(onnx));
  }

  /** Checks that input and outputs are what a model of this spec has. */
  void requireFits(ModelSpec spec) throws ModelRefused {
    require(
        inputs.size() == 1 && inputs.getFirst().name().equals(ModelSpec.GRAPH_INPUT),
        "the graph's one input must be '" + ModelSpec.GRAPH_INPUT + "'");
    requireShape(inputs.getFirst(), List.of(-1L, (long) spec.featureCount()));
    ModelSpec.Outputs names = spec.outputs();
    requireShape(output(names.score()), List.of(-1L));
    requireShape(output(names.t2()), List.of(-1L));
    requireShape(output(names.spe()), List.of(-1L));
    requireShape(output(names.contributions()), List.of(-1L, (long) spec.inputs().size()));
  }

  /** Checks that inputs and outputs are what a visual model of this spec has. */
  void requireFits(VisualSpec spec, @Nullable LabelledAnswer labels) throws ModelRefused {
    require(
        inputs.size() == spec.scales().size(),
        "the graph has " + inputs.size() + " inputs, its scales are " + spec.scales().size());
    for (int i = 0; i < inputs.size(); i++) {
      VisualSpec.Scale scale = spec.scales().get(i);
      require(
          inputs.get(i).name().equals(scale.input()),
          "the graph's input " + i + " must be '" + scale.input() + "'");
      boolean free = spec.aspect() == VisualSpec.Aspect.OWN;
      requireShape(
          inputs.get(i), List.of(1L, 3L, free ? -1L : scale.height(), free ? -1L : scale.width()));
    }
    VisualSpec.Outputs names = spec.outputs();
    if (labels == null) {
      requireShape(output(names.score()), List.of(1L));
      requireShape(output(names.heatMap()), List.of((long) names.rows(), (long) names.columns()));
    } else if (labels.boxes() == null) {
      requireShape(output(names.score()), List.of(1L, (long) labels.labels().size()));
    } else {
      Value boxes = output(names.score());
      long count = boxes.shape().size() == 3 ? boxes.shape().get(1) : 0;
      require(
          count >= 1 && count <= MAX_BOXES,
          "'" + boxes.name() + "' must have 1 to " + MAX_BOXES + " boxes, a number that is fixed");
      requireShape(boxes, List.of(1L, count, 5L + labels.labels().size()));
    }
  }

  private Value output(String name) throws ModelRefused {
    for (Value output : outputs) {
      if (output.name().equals(name)) {
        return output;
      }
    }
    throw new ModelRefused("the graph has no output '" + name + "'");
  }

  private static void requireShape(Value value, List<Long> shape) throws ModelRefused {
    require(
        value.elementType() == FLOAT && value.shape().equals(shape),
        "'"
            + value.name()
            + "' has shape "
            + value.shape()
            + " of type "
            + value.elementType()
            + ", expected "
            + shape
            + " of float32 (−1: free)");
  }

  private static void require(boolean condition, String message) throws ModelRefused {
    if (!condition) {
      throw new ModelRefused(message);
    }
  }

  /** One walk over a file; collects and refuses. */
  private static final class Walk {
    private final Set<String> operators = new TreeSet<>();
    private final Set<String> initializers = new TreeSet<>();
    private final List<Value> inputs = new ArrayList<>();
    private final List<Value> outputs = new ArrayList<>();
    private int nodes;
    private boolean hasGraph;
    private boolean hasOperatorSet;

    OnnxGraph model(ProtobufReader model) throws ModelRefused {
      while (model.next()) {
        switch (model.field()) {
          case 1, 2, 3, 4, 5, 6, 14 -> {}
          case 7 -> {
            hasGraph = true;
            graph(model.message(), 0);
          }
          case 8 -> operatorSet(model.message());
          case 20 -> throw new ModelRefused("the graph has training parts");
          case 25 -> throw new ModelRefused("the graph has local functions");
          default -> throw unknown("model", model.field());
        }
      }
      require(hasGraph, "the file has no graph");
      require(hasOperatorSet, "the file names no operator set");
      inputs.removeIf(input -> initializers.contains(input.name()));
      return new OnnxGraph(List.copyOf(inputs), List.copyOf(outputs), nodes, Set.copyOf(operators));
    }

    private void operatorSet(ProtobufReader set) throws ModelRefused {
      hasOperatorSet = true;
      while (set.next()) {
        if (set.field() == 1) {
          requireDomain(set.text());
        }
      }
    }

    private void graph(ProtobufReader graph, int depth) throws ModelRefused {
      require(depth <= MAX_DEPTH, "subgraphs are nested more than " + MAX_DEPTH + " deep");
      while (graph.next()) {
        switch (graph.field()) {
          case 1 -> node(graph.message(), depth);
          case 2, 10, 13, 14, 16 -> {}
          case 5 -> tensor(graph.message(), depth == 0);
          case 15 -> sparseTensor(graph.message());
          case 11 -> addIf(depth == 0, inputs, graph.message());
          case 12 -> addIf(depth == 0, outputs, graph.message());
          default -> throw unknown("graph", graph.field());
        }
      }
    }

    private void node(ProtobufReader node, int depth) throws ModelRefused {
      require(++nodes <= MAX_NODES, "the graph has more than " + MAX_NODES + " nodes");
      while (node.next()) {
        switch (node.field()) {
          case 1, 2, 3, 6, 8, 9, 10 -> {}
          case 4 -> operators.add(node.text());
          case 5 -> attribute(node.message(), depth);
          case 7 -> requireDomain(node.text());
          default -> throw unknown("node", node.field());
        }
      }
    }

    private void attribute(ProtobufReader attribute, int depth) throws ModelRefused {
      while (attribute.next()) {
        switch (attribute.field()) {
          case 1, 2, 3, 4, 7, 8, 9, 13, 14, 15, 20, 21 -> {}
          case 5, 10 -> tensor(attribute.message(), false);
          case 6, 11 -> graph(attribute.message(), depth + 1);
          case 22, 23 -> sparseTensor(attribute.message());
          default -> throw unknown("attribute", attribute.field());
        }
      }
    }

    private void tensor(ProtobufReader tensor, boolean initializer) throws ModelRefused {
      while (tensor.next()) {
        switch (tensor.field()) {
          case 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 16 -> {}
          case 8 -> {
            if (initializer) {
              initializers.add(tensor.text());
            }
          }
          case 13 -> throw new ModelRefused("the graph keeps data outside its file");
          case 14 -> require(tensor.number() == 0, "the graph keeps data outside its file");
          default -> throw unknown("tensor", tensor.field());
        }
      }
    }

    private void sparseTensor(ProtobufReader sparse) throws ModelRefused {
      while (sparse.next()) {
        switch (sparse.field()) {
          case 1, 2 -> tensor(sparse.message(), false);
          case 3 -> {}
          default -> throw unknown("sparse tensor", sparse.field());
        }
      }
    }

    private static void addIf(boolean wanted, List<Value> values, ProtobufReader value)
        throws ModelRefused {
      if (wanted) {
        values.add(OnnxValueReader.read(value));
      }
    }

    private static void requireDomain(String domain) throws ModelRefused {
      require(
          DOMAINS.contains(domain),
          "the graph uses operators of the foreign domain '" + domain + "'");
    }

    private static ModelRefused unknown(String where, int field) {
      return new ModelRefused(
          "the graph's " + where + " has field " + field + ", which this version does not know");
    }
  }
}
