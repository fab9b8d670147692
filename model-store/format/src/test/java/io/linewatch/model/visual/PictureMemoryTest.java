package io.linewatch.model.visual;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PictureMemoryTest {
  private static final long SEED = 11;
  private static final VisualSpec.Normalisation USUAL = new VisualSpec.Normalisation(127, 128);

  private final Random random = new Random(SEED);
  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.STANDARD);

  @Test
  void whatWasDecodedThereBeforeDoesNotShow() throws Exception {
    PictureMemory memory = new PictureMemory();
    int[] types = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY};
    int[][] sizes = {{64, 48}, {64, 48}, {48, 64}, {31, 17}};
    for (int[] size : sizes) {
      for (int type : types) {
        for (String format : List.of("jpg", "png")) {
          byte[] file = Pictures.file(noise(size[0], size[1], type), format);

          Picture reused = decoder.decode(file, memory);

          assertThat(reused.rgb())
              .as("seed %d, %s of type %d, %s", SEED, format, type, size)
              .isEqualTo(decoder.decode(file).rgb());
        }
      }
    }
  }

  @Test
  void picturesOfOneSizeLieInTheSameMemoryOneAfterTheOther() throws Exception {
    PictureMemory memory = new PictureMemory();
    byte[] first = Pictures.file(noise(64, 48, BufferedImage.TYPE_3BYTE_BGR), "jpg");
    byte[] second = Pictures.file(noise(64, 48, BufferedImage.TYPE_3BYTE_BGR), "jpg");

    byte[] pixels = decoder.decode(first, memory).rgb();

    assertThat(decoder.decode(second, memory).rgb()).isSameAs(pixels);
  }

  @Test
  void whatWasPreparedThereBeforeDoesNotShow() throws Exception {
    VisualSpec.Alignment alignment = new VisualSpec.Alignment(32, 32, new byte[32 * 32], 0.2, 10.0);
    List<PicturePreparation> ways = new ArrayList<>();
    for (VisualSpec.Aspect aspect : VisualSpec.Aspect.values()) {
      ways.add(way(aspect, null));
    }
    ways.add(way(VisualSpec.Aspect.STRETCH, alignment));
    PreparationMemory memory = new PreparationMemory();
    for (PicturePose pose : List.of(PicturePose.SAME, new PicturePose(0.1, -0.05, 3, 0.9))) {
      for (PicturePreparation way : ways) {
        for (int[] size : new int[][] {{64, 48}, {48, 64}}) {
          Picture picture =
              decoder.decode(
                  Pictures.file(noise(size[0], size[1], BufferedImage.TYPE_3BYTE_BGR), "png"));

          List<PicturePreparation.Input> reused = way.prepare(picture, pose, memory);

          List<PicturePreparation.Input> fresh = way.prepare(picture, pose);
          for (int i = 0; i < fresh.size(); i++) {
            assertThat(reused.get(i).values())
                .as("seed %d, way %d, %s, %s", SEED, ways.indexOf(way), pose, size)
                .isEqualTo(fresh.get(i).values());
          }
        }
      }
    }
  }

  private static PicturePreparation way(
      VisualSpec.Aspect aspect, VisualSpec.@Nullable Alignment alignment) {
    return new PicturePreparation(
        PictureRegion.WHOLE,
        List.of(new VisualSpec.Scale("coarse", 32, 32), new VisualSpec.Scale("fine", 96, 64)),
        aspect,
        USUAL,
        alignment);
  }

  private BufferedImage noise(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return image;
  }
}
