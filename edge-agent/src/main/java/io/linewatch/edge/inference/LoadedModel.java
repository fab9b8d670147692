package io.linewatch.edge.inference;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import io.linewatch.edge.inference.Scores.Lives;
import io.linewatch.model.format.GoldenSamples;
import io.linewatch.model.format.ModelPackage;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.format.ModelSpec.LifeOutputs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One model in memory, shared by the assets it scores. Lives as long as somebody holds it: every
 * {@link #retain} needs its {@link #release}; the last one closes the native session. Scoring is
 * one call at a time, whatever thread it comes from.
 */
public final class LoadedModel {
  // One thread each: lanes are the parallelism, and two cores are shared with everything else.
  private static final Map<String, String> OPTIONS =
      Map.of("interOpNumThreads", "1", "intraOpNumThreads", "1");

  private final ModelPackage source;
  private final Model model;
  private final Predictor<NDList, NDList> predictor;
  private final int features;
  private int holders = 1;

  private LoadedModel(ModelPackage source, Model model) {
    this.source = source;
    this.model = model;
    this.predictor = model.newPredictor(new NoopTranslator());
    this.features = source.spec().featureCount();
  }

  /**
   * Opens a package, and lets it score only if its golden samples come out as its fit computed
   * them. The caller holds it.
   *
   * @throws ModelRefused when it must not be used, with the reason
   * @throws IOException when its file cannot be read
   */
  public static LoadedModel open(ModelPackage source, Path stateDir)
      throws ModelRefused, IOException {
    NativeRuntime.prepare(stateDir);
    Model model = Model.newInstance(source.spec().name(), NativeRuntime.ENGINE);
    LoadedModel loaded = null;
    try (InputStream onnx = Files.newInputStream(source.onnxFile())) {
      model.load(onnx, OPTIONS);
      loaded = new LoadedModel(source, model);
      loaded.requireGoldenSamples();
      return loaded;
    } catch (MalformedModelException | RuntimeException unusable) {
      closeAll(loaded, model);
      throw new ModelRefused("the graph cannot be loaded: " + unusable.getMessage(), unusable);
    } catch (ModelRefused | IOException e) {
      closeAll(loaded, model);
      throw e;
    }
  }

  private static void closeAll(@Nullable LoadedModel loaded, Model model) {
    if (loaded != null) {
      loaded.release();
    } else {
      model.close();
    }
  }

  private void requireGoldenSamples() throws ModelRefused {
    List<GoldenSamples.Sample> samples = source.golden().samples();
    float[][] rows = samples.stream().map(GoldenSamples.Sample::features).toArray(float[][]::new);
    for (float[] row : rows) {
      if (row.length != features) {
        throw new ModelRefused(
            "a golden sample has " + row.length + " features, the model " + features);
      }
    }
    compare(rows, 0);
    // One row alone must come out the same as in a batch.
    compare(new float[][] {rows[0]}, 0);
  }

  private void compare(float[][] rows, int first) throws ModelRefused {
    Scores scores = score(List.of(rows));
    for (int i = 0; i < rows.length; i++) {
      String difference =
          source
              .golden()
              .difference(
                  first + i,
                  scores.score()[i],
                  scores.t2()[i],
                  scores.spe()[i],
                  scores.contributions(i));
      if (difference != null) {
        throw new ModelRefused(difference + "; fit the model again, or check this box's runtime");
      }
    }
  }

  /**
   * Gets the runtime ready ahead of the first model. Whoever shares the process with other users of
   * ONNX Runtime must call it before they do: DJL refuses an environment it did not make.
   */
  public static void prepareRuntime(Path stateDir) {
    NativeRuntime.prepare(stateDir);
  }

  /**
   * The same on a thread of its own, where the state folder has packages from before. Returns at
   * once; what fails is told when a model is opened.
   */
  public static void prepareRuntimeAhead(Path stateDir) {
    NativeRuntime.prepareAhead(stateDir);
  }

  public ModelSpec spec() {
    return source.spec();
  }

  public String digest() {
    return source.digest();
  }

  /**
   * Scores a batch in one call.
   *
   * @param rows at least one; each in the order of the spec's columns
   * @throws IllegalStateException when the runtime fails or the model is closed
   */
  public synchronized Scores score(List<float[]> rows) {
    if (holders == 0) {
      throw new IllegalStateException("model " + digest() + " is closed");
    }
    FloatBuffer input = FloatBuffer.allocate(rows.size() * features);
    rows.forEach(input::put);
    input.flip();
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDArray batch = manager.create(input, new Shape(rows.size(), features));
      batch.setName(ModelSpec.GRAPH_INPUT);
      NDList result = predictor.predict(new NDList(batch));
      try {
        return read(result, rows.size());
      } finally {
        result.close();
      }
    } catch (TranslateException e) {
      throw new IllegalStateException("model " + digest() + " failed to score", e);
    }
  }

  private Scores read(NDList result, int rows) {
    ModelSpec.Outputs names = source.spec().outputs();
    Scores scores =
        new Scores(
            output(result, names.score()),
            output(result, names.t2()),
            output(result, names.spe()),
            output(result, names.contributions()),
            spec().inputs().size(),
            lives(result, rows));
    if (scores.score().length != rows
        || scores.t2().length != rows
        || scores.spe().length != rows
        || scores.shares().length != rows * scores.channels()) {
      throw new IllegalStateException("model " + digest() + " answers in another shape");
    }
    return scores;
  }

  private @Nullable Lives lives(NDList result, int rows) {
    if (result.get(LifeOutputs.LIFE) == null) {
      return null;
    }
    Lives lives =
        new Lives(
            output(result, LifeOutputs.LIFE),
            output(result, LifeOutputs.LOW),
            output(result, LifeOutputs.HIGH));
    if (lives.cycles().length != rows
        || lives.low().length != rows
        || lives.high().length != rows) {
      throw new IllegalStateException("model " + digest() + " foretells lives in another shape");
    }
    return lives;
  }

  private float[] output(NDList result, String name) {
    // By name, not by place: DJL hands the graph's names on, though it cannot describe them.
    NDArray output = result.get(name);
    if (output == null) {
      throw new IllegalStateException("the graph has no output '" + name + "'");
    }
    return output.toFloatArray();
  }

  /** One holder more. Only a holder may call it. */
  public synchronized LoadedModel retain() {
    if (holders == 0) {
      throw new IllegalStateException("model " + digest() + " is closed");
    }
    holders++;
    return this;
  }

  /** One holder less; the last one closes it. */
  public synchronized void release() {
    if (holders > 0 && --holders == 0) {
      predictor.close();
      model.close();
    }
  }

  synchronized boolean isClosed() {
    return holders == 0;
  }
}
