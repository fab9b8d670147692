package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.linewatch.model.format.Digest;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.OnnxGraph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network learned on everyday pictures, whose inner values ("taps") describe what a place of a
 * picture looks like. Only what the taps need is kept of it.
 *
 * @param input name of its one input, float32 [1, 3, height, width]
 * @param taps names of values [1, channels, rows, columns], of rising coarseness
 * @param nodes what the taps need, in order
 * @param initializers what these nodes need
 * @param operatorSet version of ONNX's operators
 * @param digest of the file
 */
public record Backbone(
    String input,
    List<String> taps,
    List<NodeProto> nodes,
    List<TensorProto> initializers,
    long operatorSet,
    String digest) {
  private static final String STANDARD = "efficientnet-lite0.onnx";
  private static final long LEAST_OPERATOR_SET = 13;
  private static final long GREATEST_OPERATOR_SET = 17;

  public Backbone {
    taps = List.copyOf(taps);
    nodes = List.copyOf(nodes);
    initializers = List.copyOf(initializers);
  }

  /** EfficientNet-Lite0 (docs/models.md, model-store/recipes/backbone). */
  public static Backbone standard() {
    try (InputStream file = Backbone.class.getResourceAsStream(STANDARD)) {
      if (file == null) {
        throw new IllegalStateException("the program lacks its backbone " + STANDARD);
      }
      return of(file.readAllBytes(), List.of("tap_8", "tap_16a", "tap_16b", "tap_32"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ModelRefused e) {
      throw new IllegalStateException("the program's backbone is damaged: " + e.getMessage(), e);
    }
  }

  /**
   * Any network by its taps.
   *
   * @throws ModelRefused when the file is no graph, or the taps are not in it
   */
  public static Backbone of(byte[] onnx, List<String> taps) throws ModelRefused {
    OnnxGraph inspected = OnnxGraph.inspect(onnx);
    if (inspected.inputs().size() != 1) {
      throw new ModelRefused("a backbone has one input, this one has " + inspected.inputs().size());
    }
    if (taps.isEmpty()) {
      throw new ModelRefused("name at least one tap of the backbone");
    }
    ModelProto model;
    try {
      model = ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelRefused("the backbone is no ONNX file: " + e.getMessage(), e);
    }
    List<NodeProto> needed = needed(model, taps);
    Set<String> read = new HashSet<>();
    needed.forEach(node -> read.addAll(node.getInputList()));
    List<TensorProto> initializers =
        model.getGraph().getInitializerList().stream()
            .filter(tensor -> read.contains(tensor.getName()))
            .toList();
    return new Backbone(
        inspected.inputs().getFirst().name(),
        taps,
        needed,
        initializers,
        operatorSet(model),
        Digest.of(onnx));
  }

  private static long operatorSet(ModelProto model) throws ModelRefused {
    for (OperatorSetIdProto set : model.getOpsetImportList()) {
      if (set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx")) {
        if (set.getVersion() < LEAST_OPERATOR_SET || set.getVersion() > GREATEST_OPERATOR_SET) {
          throw new ModelRefused(
              "the backbone uses operator set "
                  + set.getVersion()
                  + "; export it with "
                  + LEAST_OPERATOR_SET
                  + " to "
                  + GREATEST_OPERATOR_SET);
        }
        return set.getVersion();
      }
    }
    throw new ModelRefused("the backbone names no operator set of ONNX");
  }

  /** Nodes the taps rest on, in the graph's order. */
  private static List<NodeProto> needed(ModelProto model, List<String> taps) throws ModelRefused {
    Map<String, NodeProto> makers = new HashMap<>();
    for (NodeProto node : model.getGraph().getNodeList()) {
      node.getOutputList().forEach(output -> makers.put(output, node));
    }
    Set<NodeProto> wanted = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    for (String tap : taps) {
      if (!makers.containsKey(tap)) {
        throw new ModelRefused("the backbone has no value named '" + tap + "'");
      }
      open.add(tap);
    }
    while (!open.isEmpty()) {
      NodeProto maker = makers.get(open.remove());
      if (maker != null && wanted.add(maker)) {
        requireFlat(maker);
        open.addAll(maker.getInputList());
      }
    }
    List<NodeProto> inOrder = new ArrayList<>(model.getGraph().getNodeList());
    inOrder.retainAll(wanted);
    return inOrder;
  }

  private static void requireFlat(NodeProto node) throws ModelRefused {
    if (node.getAttributeList().stream().anyMatch(a -> a.hasG() || a.getGraphsCount() > 0)) {
      throw new ModelRefused(
          "the backbone's node '"
              + node.getName()
              + "' holds a graph of its own (a loop or a"
              + " branch), which is not taken");
    }
  }
}
