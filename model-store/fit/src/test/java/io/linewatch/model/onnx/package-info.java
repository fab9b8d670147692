@NullMarked
package io.linewatch.model.onnx;

import org.jspecify.annotations.NullMarked;
