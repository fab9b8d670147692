package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a backbone into a graph, once for each scale. Weights, and what is computed of weights
 * alone, are there once.
 */
final class BackboneCopies {
  private static final String SHARED = "backbone/";

  private final Backbone backbone;
  private final GraphWriter graph;
  private final Set<String> constants = new HashSet<>();

  BackboneCopies(Backbone backbone, GraphWriter graph) {
    this.backbone = backbone;
    this.graph = graph;
    for (TensorProto tensor : backbone.initializers()) {
      constants.add(tensor.getName());
      graph.tensor(tensor.toBuilder().setName(SHARED + tensor.getName()).build());
    }
    for (NodeProto node : backbone.nodes()) {
      if (node.getInputList().stream().allMatch(constants::contains)) {
        constants.addAll(node.getOutputList());
        write(node, SHARED, "");
      }
    }
  }

  /**
   * @param prefix of the copy's names, such as {@code scale_0/}
   * @param input the graph's value that the backbone reads
   * @return names of the taps
   */
  List<String> write(String prefix, String input) {
    return write(prefix, input, backbone.taps().size());
  }

  /**
   * Only what the first taps need.
   *
   * @param taps how many
   */
  List<String> write(String prefix, String input, int taps) {
    List<String> first = backbone.taps().subList(0, taps);
    for (NodeProto node : neededBy(first)) {
      if (!constants.containsAll(node.getOutputList())) {
        write(node, prefix, input);
      }
    }
    return first.stream().map(tap -> renamed(tap, prefix, input)).toList();
  }

  private List<NodeProto> neededBy(List<String> values) {
    Set<String> read = new HashSet<>(values);
    List<NodeProto> needed = new ArrayList<>();
    // Each node comes after what it reads.
    for (NodeProto node : backbone.nodes().reversed()) {
      if (node.getOutputList().stream().anyMatch(read::contains)) {
        read.addAll(node.getInputList());
        needed.add(node);
      }
    }
    return needed.reversed();
  }

  private void write(NodeProto node, String prefix, String input) {
    NodeProto.Builder copy = node.toBuilder().clearInput().clearOutput();
    copy.setName(prefix + node.getName());
    node.getInputList().forEach(name -> copy.addInput(renamed(name, prefix, input)));
    node.getOutputList().forEach(name -> copy.addOutput(renamed(name, prefix, input)));
    graph.node(copy);
  }

  private String renamed(String name, String prefix, String input) {
    if (name.isEmpty()) {
      return name;
    }
    if (name.equals(backbone.input())) {
      return input;
    }
    return (constants.contains(name) ? SHARED : prefix) + name;
  }
}
