#!/usr/bin/env python3
"""EfficientNet-Lite0 (ImageNet weights, Apache-2.0), blocks 0 to 14, as one ONNX graph with taps.

usage: convert.py WEIGHTS.pth OUT.onnx

Input `picture` [1, 3, height, width], (brightness - 127) / 128. Batch normalisation is folded into the convolutions in
double precision; weights are stored as float16 and cast to float32 when the graph is loaded. Convolutions pad as
TensorFlow does (SAME_UPPER), for sides that are multiples of 32 and others alike.

Taps: `tap_8` (block 5 expanded, 240 channels, stride 8), `tap_16a` (block 8 expanded, first 240, stride 16),
`tap_16b` (block 11 expanded, first 336, stride 16), `tap_32` (block 14, 192, stride 32).

Only numpy and onnx are needed: the weights are read with an unpickler that knows tensors and nothing else.
"""
import collections
import pickle
import sys

import numpy as np
from onnx import TensorProto, helper, numpy_helper

# Repeats, kernel, stride, expansion, input and output channels (efficientnet_lite_builder.py).
STAGES = [(1, 3, 1, 1, 32, 16), (2, 3, 2, 6, 16, 24), (2, 5, 2, 6, 24, 40),
          (3, 3, 2, 6, 40, 80), (3, 5, 1, 6, 80, 112), (4, 5, 2, 6, 112, 192)]
EPSILON = 1e-3
TAPS = {5: ("tap_8", 240), 8: ("tap_16a", 240), 11: ("tap_16b", 336)}
LAST_BLOCK = 14


def read_weights(path):
    """State dictionary of a file in PyTorch's format from before version 1.6: five pickles, then raw storages."""
    types = {"FloatStorage": np.float32, "LongStorage": np.int64}

    class Unpickler(pickle.Unpickler):
        def find_class(self, module, name):
            if (module, name) == ("collections", "OrderedDict"):
                return collections.OrderedDict
            if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
                return lambda storage, offset, size, stride, *_: (storage, offset, size, stride)
            if module == "torch" and name in types:
                return types[name]
            raise pickle.UnpicklingError(f"the file asks for {module}.{name}")

        def persistent_load(self, saved):
            return saved[1], saved[2]

    with open(path, "rb") as file:
        for _ in range(3):
            Unpickler(file).load()
        tensors = Unpickler(file).load()
        storages = {}
        kinds = {storage[1]: storage[0] for storage, *_ in tensors.values()}
        for key in Unpickler(file).load():
            count = int.from_bytes(file.read(8), "little")
            kind = np.dtype(kinds[key])
            storages[key] = np.frombuffer(file.read(count * kind.itemsize), kind)
    weights = {}
    for name, ((_, key), offset, size, stride) in tensors.items():
        values = storages[key]
        strides = tuple(step * values.itemsize for step in stride)
        weights[name] = np.lib.stride_tricks.as_strided(values[offset:], size, strides).copy()
    return weights


class Graph:
    def __init__(self, weights):
        self.weights = weights
        self.nodes = []
        self.initializers = []

    def convolution(self, name, source, weight, normalisation, stride=1, groups=1, clip=True):
        """Convolution with its batch normalisation folded in; returns the output's name."""
        kernel = self.weights[weight + ".weight"].astype(np.float64)
        gamma, beta, mean, variance = (
            self.weights[f"{normalisation}.{part}"].astype(np.float64)
            for part in ("weight", "bias", "running_mean", "running_var"))
        scale = gamma / np.sqrt(variance + EPSILON)
        self.constant(name + "_weight", kernel * scale[:, None, None, None])
        self.constant(name + "_bias", beta - mean * scale)
        size = kernel.shape[2]
        output = name + "_linear" if clip else name
        self.nodes.append(helper.make_node(
            "Conv", [source, name + "_weight", name + "_bias"], [output], name=name + "_convolution",
            kernel_shape=[size, size], strides=[stride, stride], group=groups, auto_pad="SAME_UPPER"))
        if clip:
            self.nodes.append(helper.make_node("Clip", [output, "zero", "six"], [name], name=name + "_relu6"))
        return name

    def constant(self, name, values):
        self.initializers.append(numpy_helper.from_array(values.astype(np.float16), name + "_half"))
        self.nodes.append(helper.make_node(
            "Cast", [name + "_half"], [name], name=name + "_cast", to=TensorProto.FLOAT))

    def tap(self, name, source, channels, of):
        if channels == of:
            self.nodes.append(helper.make_node("Identity", [source], [name], name=name + "_tap"))
        else:
            for part, value in (("from", 0), ("to", channels), ("axis", 1)):
                self.initializers.append(numpy_helper.from_array(np.array([value], np.int64), f"{name}_{part}"))
            self.nodes.append(helper.make_node(
                "Slice", [source, name + "_from", name + "_to", name + "_axis"], [name], name=name + "_tap"))


def build(weights):
    graph = Graph(weights)
    for name, value in (("zero", 0.0), ("six", 6.0)):
        graph.initializers.append(numpy_helper.from_array(np.array(value, np.float32), name))
    value = graph.convolution("stem", "picture", "_conv_stem", "_bn0", stride=2)
    block = 0
    for repeats, kernel, stride, expansion, entering, leaving in STAGES:
        for repeat in range(repeats):
            source = value
            width = entering if repeat == 0 else leaving
            step = stride if repeat == 0 else 1
            name, prefix = f"block_{block}", f"_blocks.{block}."
            if expansion != 1:
                value = graph.convolution(name + "_expand", value, prefix + "_expand_conv", prefix + "_bn0")
                if block in TAPS:
                    graph.tap(TAPS[block][0], value, TAPS[block][1], width * expansion)
            value = graph.convolution(name + "_depthwise", value, prefix + "_depthwise_conv", prefix + "_bn1",
                                      stride=step, groups=width * expansion)
            value = graph.convolution(name + "_project", value, prefix + "_project_conv", prefix + "_bn2", clip=False)
            if step == 1 and width == leaving:
                graph.nodes.append(helper.make_node("Add", [value, source], [name], name=name + "_skip"))
                value = name
            if block == LAST_BLOCK:
                graph.tap("tap_32", value, leaving, leaving)
            block += 1
    outputs = [("tap_8", 240), ("tap_16a", 240), ("tap_16b", 336), ("tap_32", 192)]
    shape = lambda name, channels: helper.make_tensor_value_info(
        name, TensorProto.FLOAT, [1, channels, f"height_{name}", f"width_{name}"])
    model = helper.make_model(
        helper.make_graph(graph.nodes, "efficientnet_lite0", [shape("picture", 3)],
                          [shape(*output) for output in outputs], graph.initializers),
        producer_name="linewatch", opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return model.SerializeToString(deterministic=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[2], "wb") as out:
        out.write(build(read_weights(sys.argv[1])))
