package io.linewatch.bench.visual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linewatch.bench.report.BenchReport;
import io.linewatch.model.fit.FitRefused;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drawn pictures through the evaluator that judges anybody's. */
class PictureFolderTest {
  private static final long SEED = 19;

  @TempDir private Path folder;
  @TempDir private Path cached;

  private final BenchReport report = new BenchReport("visual", SEED);

  @Test
  void drawnPartsWithASpotAreToldFromThoseWithout() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 19; i++) {
      write("train/good/" + i + ".png", part(random, false));
    }
    for (int i = 0; i < 6; i++) {
      write("test/good/" + i + ".png", part(random, false));
      write("test/spot/" + i + ".png", part(random, true));
      write("ground_truth/spot/" + i + "_mask.png", mask());
    }

    PictureFolder.judge("lids", folder, cached, List.of(1L), report);

    JsonNode rows = lastLine().path("rows");
    assertThat(rows).hasSize(2);
    for (JsonNode row : rows) {
      assertThat(row.path("set").asText()).isEqualTo("lids");
    }
    JsonNode first = rows.path(0);
    assertThat(first.path("image AUROC").asDouble()).as("seed %d: %s", SEED, first).isEqualTo(1);
    assertThat(first.path("pixel AUROC").asDouble())
        .as("seed %d: %s", SEED, first)
        .isGreaterThan(0.95);
    assertThat(first.path("allowed").asDouble()).isEqualTo(0.05);
    // Nobody's goals hold for anybody's own pictures.
    assertThat(report.targets()).isEmpty();
  }

  @Test
  void pairsAreCountedByTheirBoxesAndAnEmptyGoldenPictureAsMissed() throws Exception {
    write("test/a_temp.png", board(false));
    write("test/a_test.png", board(true));
    write("test/b_temp.png", new BufferedImage(160, 160, BufferedImage.TYPE_INT_RGB));
    write("test/b_test.png", board(true));
    Files.writeString(
        folder.resolve("boxes.csv"),
        """
        split,pair,x1,y1,x2,y2,type_id,type
        test,a,56,96,88,128,1,open
        test,b,56,96,88,128,1,open
        """);

    PictureFolder.judge("deeppcb", folder, cached, List.of(1L), report);

    JsonNode row = lastLine().path("rows").path(0);
    assertThat(row.path("right").asInt()).as("%s", row).isEqualTo(1);
    assertThat(row.path("wrong").asInt()).as("%s", row).isZero();
    assertThat(row.path("missed").asInt()).as("%s", row).isEqualTo(1);
    assertThat(row.path("golden refused").asInt()).isEqualTo(1);
    assertThat(row.path("golden rejected").asInt()).isZero();
    assertThat(report.targets()).hasSize(2).noneMatch(target -> target.met());
  }

  @Test
  void aFolderOfAnotherFormIsRefusedWithTheFormThatIsWanted() {
    assertThatThrownBy(() -> PictureFolder.judge("lids", folder, cached, List.of(1L), report))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("train/good");
  }

  private static BufferedImage part(Random random, boolean spot) {
    BufferedImage picture = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
    Graphics2D draw = picture.createGraphics();
    draw.setColor(new Color(60, 60, 70));
    draw.fillRect(0, 0, 160, 120);
    draw.setColor(new Color(170, 160, 150));
    draw.fillOval(40 + random.nextInt(3), 20 + random.nextInt(3), 80, 80);
    if (spot) {
      draw.setColor(new Color(30, 20, 20));
      draw.fillOval(70, 50, 14, 14);
    }
    draw.dispose();
    for (int y = 0; y < 120; y++) {
      for (int x = 0; x < 160; x++) {
        Color was = new Color(picture.getRGB(x, y));
        int noise = random.nextInt(9) - 4;
        picture.setRGB(
            x,
            y,
            new Color(was.getRed() + noise, was.getGreen() + noise, was.getBlue() + noise)
                .getRGB());
      }
    }
    return picture;
  }

  private static BufferedImage mask() {
    BufferedImage mask = new BufferedImage(160, 120, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D draw = mask.createGraphics();
    draw.setColor(Color.WHITE);
    draw.fillOval(70, 50, 14, 14);
    draw.dispose();
    return mask;
  }

  /** Two traces; where it is broken one of them is interrupted for a while. */
  private static BufferedImage board(boolean broken) {
    BufferedImage board = new BufferedImage(160, 160, BufferedImage.TYPE_INT_RGB);
    Graphics2D draw = board.createGraphics();
    draw.setColor(Color.WHITE);
    draw.fillRect(10, 40, 140, 10);
    draw.fillRect(10, 106, 140, 12);
    draw.setColor(Color.BLACK);
    if (broken) {
      draw.fillRect(66, 106, 12, 12);
    }
    draw.dispose();
    return board;
  }

  private void write(String name, BufferedImage picture) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(picture, "png", file.toFile());
  }

  private JsonNode lastLine() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    String text = bytes.toString(StandardCharsets.UTF_8).strip();
    return new ObjectMapper().readTree(text.substring(text.lastIndexOf('\n') + 1));
  }
}
