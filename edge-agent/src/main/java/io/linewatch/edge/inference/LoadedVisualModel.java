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
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import io.linewatch.model.visual.PicturePose;
import io.linewatch.model.visual.PicturePreparation;
import io.linewatch.model.visual.PictureRefused;
import io.linewatch.model.visual.PreparationMemory;
import io.linewatch.model.visual.VisualAnswer;
import io.linewatch.model.visual.VisualPackage;
import io.linewatch.model.visual.VisualScore;
import io.linewatch.model.visual.VisualSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One visual model in memory. Scoring is one call at a time, whatever thread it comes from; after
 * {@link #close} it scores no more.
 */
final class LoadedVisualModel implements PictureScorer, AutoCloseable {
  // One thread: the workers are the parallelism, and the lanes need the other cores.
  private static final Map<String, String> OPTIONS =
      Map.of("interOpNumThreads", "1", "intraOpNumThreads", "1");

  private final VisualPackage source;
  private final Picture golden;
  private final PicturePreparation preparation;
  private final VisualAnswer answer;
  private final Model model;
  private final Predictor<NDList, NDList> predictor;
  private final NativeInputs memory = new NativeInputs();

  /** As many as threads have scored at once. */
  private final Queue<PreparationMemory> idle = new ConcurrentLinkedQueue<>();

  private boolean closed;

  private LoadedVisualModel(VisualPackage source, Picture golden, Model model) {
    this.source = source;
    this.golden = golden;
    this.preparation = new PicturePreparation(source.spec(), source.labels());
    this.answer = new VisualAnswer(source.spec(), source.labels());
    this.model = model;
    this.predictor = model.newPredictor(new NoopTranslator());
  }

  /**
   * Opens a package, and lets it score only if its golden picture comes out as its fit computed it.
   *
   * @throws ModelRefused when it must not be used, with the reason
   * @throws IOException when its files cannot be read
   */
  static LoadedVisualModel open(VisualPackage source, Path stateDir)
      throws ModelRefused, IOException {
    Picture golden = golden(source);
    NativeRuntime.prepare(stateDir);
    Model model = Model.newInstance(source.spec().name(), NativeRuntime.ENGINE);
    boolean opened = false;
    try (InputStream onnx = Files.newInputStream(source.onnxFile())) {
      model.load(onnx, OPTIONS);
      LoadedVisualModel loaded = new LoadedVisualModel(source, golden, model);
      String difference = source.golden().difference(loaded.score(golden));
      if (difference != null) {
        loaded.predictor.close();
        throw new ModelRefused(difference + "; fit the model again, or check this box's runtime");
      }
      opened = true;
      return loaded;
    } catch (MalformedModelException | RuntimeException unusable) {
      throw new ModelRefused("the graph cannot be loaded: " + unusable.getMessage(), unusable);
    } finally {
      if (!opened) {
        model.close();
      }
    }
  }

  private static Picture golden(VisualPackage source) throws IOException, ModelRefused {
    try {
      return new PictureDecoder(PictureLimits.STANDARD)
          .decode(Files.readAllBytes(source.goldenPictureFile()));
    } catch (PictureRefused refused) {
      throw new ModelRefused("the golden picture: " + refused.getMessage(), refused);
    }
  }

  @Override
  public String digest() {
    return source.digest();
  }

  @Override
  public VisualSpec spec() {
    return source.spec();
  }

  @Override
  public Picture goldenPicture() {
    return golden;
  }

  @Override
  public VisualScore score(Picture picture) {
    PreparationMemory free = idle.poll();
    PreparationMemory prepared = free == null ? new PreparationMemory() : free;
    try {
      PicturePose pose = preparation.pose(picture);
      VisualScore score =
          run(preparation.prepare(picture, pose, prepared), preparation.frame(picture));
      return score.with(preparation.inPicture(score.map(), picture, pose));
    } finally {
      idle.add(prepared);
    }
  }

  private synchronized VisualScore run(
      List<PicturePreparation.Input> prepared, PicturePreparation.Frame frame) {
    if (closed) {
      throw new IllegalStateException("model " + digest() + " is closed");
    }
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDList inputs = new NDList();
      for (int i = 0; i < prepared.size(); i++) {
        PicturePreparation.Input values = prepared.get(i);
        NDArray input =
            manager.create(
                memory.of(i, values.values()),
                new Shape(1, Picture.CHANNELS, values.height(), values.width()));
        input.setName(spec().scales().get(i).input());
        inputs.add(input);
      }
      NDList result = predictor.predict(inputs);
      try {
        return answer.read(name -> output(result, name), frame);
      } finally {
        result.close();
      }
    } catch (TranslateException e) {
      throw new IllegalStateException("model " + digest() + " failed to score", e);
    }
  }

  private static float[] output(NDList result, String name) {
    NDArray output = result.get(name);
    if (output == null) {
      throw new IllegalStateException("the graph has no output '" + name + "'");
    }
    return output.toFloatArray();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      predictor.close();
      model.close();
    }
  }
}
