/** {@code inference}: scoring as the agent does it, beside ONNX Runtime as such. */
@NullMarked
package io.linewatch.bench.inference;

import org.jspecify.annotations.NullMarked;
