package io.linewatch.model.visual;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linewatch.model.visual.PictureRefused.Reason;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureDecoderTest {
  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.STANDARD);

  @Test
  void aColourPngComesOutAsItWentIn() throws Exception {
    BufferedImage image = Pictures.ramp(40, 30, BufferedImage.TYPE_3BYTE_BGR);
    image.getRaster().setPixel(3, 2, new int[] {200, 100, 50});

    Picture picture = decoder.decode(Pictures.file(image, "png"));

    assertThat(picture.width()).isEqualTo(40);
    assertThat(picture.height()).isEqualTo(30);
    assertThat(new int[] {picture.at(2, 3, 0), picture.at(2, 3, 1), picture.at(2, 3, 2)})
        .containsExactly(200, 100, 50);
  }

  @Test
  void aColourJpegHasTheSamplesThatItsReaderGivesRedFirst() throws Exception {
    BufferedImage drawn = new BufferedImage(75, 50, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 50; y++) {
      for (int x = 0; x < 75; x++) {
        drawn.setRGB(x, y, x < 25 ? 0xd01010 : x < 50 ? 0x10d010 : 0x1010d0);
      }
    }
    byte[] file = Pictures.file(drawn, "jpg");
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(file));

    Picture whole = decoder.decode(file);
    Picture half = decoder.decode(file, 37, 25);

    assertThat(whole.at(25, 5, 0)).isGreaterThan(180);
    assertThat(whole.at(25, 70, 2)).isGreaterThan(180);
    assertSame(read, whole, 1);
    assertSame(read, half, 2);
  }

  private static void assertSame(BufferedImage read, Picture picture, int step) {
    assertThat(picture.width()).isEqualTo(Math.ceilDiv(read.getWidth(), step));
    assertThat(picture.height()).isEqualTo(Math.ceilDiv(read.getHeight(), step));
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int rgb = picture.at(y, x, 0) << 16 | picture.at(y, x, 1) << 8 | picture.at(y, x, 2);
        assertThat(rgb).isEqualTo(read.getRGB(x * step, y * step) & 0xffffff);
      }
    }
  }

  @Test
  void greyIsWidenedWithoutBendingItsBrightness() throws Exception {
    BufferedImage image = Pictures.ramp(256, 16, BufferedImage.TYPE_BYTE_GRAY);

    for (String format : new String[] {"png", "jpg"}) {
      Picture picture = decoder.decode(Pictures.file(image, format));
      for (int x = 0; x < 120; x++) {
        assertThat(picture.at(2, x, 1)).isCloseTo(x, org.assertj.core.data.Offset.offset(4));
        assertThat(picture.at(2, x, 0)).isEqualTo(picture.at(2, x, 2));
      }
    }
  }

  @Test
  void aOneBitPngIsBlackAndWhite() throws Exception {
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_BINARY);
    image.getRaster().setSample(5, 4, 0, 1);

    Picture picture = decoder.decode(Pictures.file(image, "png"));

    assertThat(picture.at(4, 5, 0)).isEqualTo(255);
    assertThat(picture.at(4, 6, 0)).isZero();
  }

  @Test
  void transparencyIsLeftAside() throws Exception {
    BufferedImage image = Pictures.ramp(32, 32, BufferedImage.TYPE_4BYTE_ABGR);

    assertThat(decoder.decode(Pictures.file(image, "png")).at(0, 31, 2)).isEqualTo(255);
  }

  @Test
  void ofALargePictureEveryOtherPixelIsEnough() throws Exception {
    byte[] file = Pictures.file(Pictures.ramp(640, 480, BufferedImage.TYPE_3BYTE_BGR), "jpg");

    Picture picture = decoder.decode(file, 200, 200);

    assertThat(picture.width()).isEqualTo(320);
    assertThat(picture.height()).isEqualTo(240);
  }

  @Test
  void noBytesAreNoPicture() {
    assertRefused(Reason.EMPTY, new byte[0]);
  }

  @Test
  void aVideoFileIsNoPicture() {
    assertRefused(
        Reason.NOT_A_PICTURE, "\0\0\0\u0018ftypmp42\0\0\0\0mp42isom".getBytes(ISO_8859_1));
  }

  @Test
  void aJpegCutShortIsRefusedWhereverItIsCut() {
    byte[] file = Pictures.file(Pictures.ramp(200, 150, BufferedImage.TYPE_3BYTE_BGR), "jpg");

    for (int length = 3; length < file.length - 1; length += 7) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatExceptionOfType(PictureRefused.class)
          .isThrownBy(() -> decoder.decode(cut))
          .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.TRUNCATED));
    }
  }

  @Test
  void aPngCutShortIsRefusedWhereverItIsCut() {
    byte[] file = Pictures.file(Pictures.ramp(200, 150, BufferedImage.TYPE_3BYTE_BGR), "png");

    for (int length = 9; length < file.length; length += 5) {
      assertRefused(Reason.TRUNCATED, Arrays.copyOf(file, length));
    }
  }

  @Test
  void aChangedByteInAPngIsFound() {
    byte[] file = Pictures.file(Pictures.ramp(64, 64, BufferedImage.TYPE_3BYTE_BGR), "png");
    file[60] ^= 1;

    assertRefused(Reason.CORRUPT, file);
  }

  @Test
  void hundredMegapixelsAreRefusedByTheHeader() {
    byte[] file = Pictures.file(Pictures.ramp(64, 64, BufferedImage.TYPE_3BYTE_BGR), "jpg");
    int frame = frameOf(file);
    ByteBuffer.wrap(file).putShort(frame + 5, (short) 10_000).putShort(frame + 7, (short) 10_000);

    assertRefused(Reason.TOO_MANY_PIXELS, file);
  }

  @Test
  void aPngBombIsRefusedByTheHeader() throws Exception {
    assertRefused(Reason.TOO_MANY_PIXELS, png(60_000, 60_000, 8, 0, new byte[100]));
  }

  @Test
  void aTextThatBlowsUpIsNotRead() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write("Comment\0\0".getBytes(ISO_8859_1));
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      for (int i = 0; i < 1_000; i++) {
        deflater.write(new byte[100_000]);
      }
    }
    byte[] file = Pictures.file(Pictures.ramp(32, 32, BufferedImage.TYPE_BYTE_GRAY), "png");
    ByteBuffer bomb = ByteBuffer.allocate(file.length + packed.size() + 12);
    bomb.put(file, 0, 33);
    putChunk(bomb, "zTXt", packed.toByteArray());
    bomb.put(file, 33, file.length - 33);

    assertThat(decoder.decode(bomb.array()).width()).isEqualTo(32);
  }

  @Test
  void sixteenBitGreyIsRefused() {
    assertRefused(
        Reason.MORE_THAN_8_BIT,
        Pictures.file(new BufferedImage(64, 64, BufferedImage.TYPE_USHORT_GRAY), "png"));
  }

  @Test
  void fourInksAreRefused() {
    byte[] file = Pictures.file(Pictures.ramp(64, 64, BufferedImage.TYPE_3BYTE_BGR), "jpg");
    file[frameOf(file) + 9] = 4;

    assertRefused(Reason.CMYK, file);
  }

  @Test
  void tooManyBytesAreRefused() {
    byte[] file = Pictures.file(Pictures.ramp(64, 64, BufferedImage.TYPE_3BYTE_BGR), "png");

    assertThatExceptionOfType(PictureRefused.class)
        .isThrownBy(() -> new PictureDecoder(new PictureLimits(100, 10_000)).decode(file))
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.TOO_MANY_BYTES));
  }

  @Test
  void aSpeckIsRefused() {
    assertRefused(
        Reason.TOO_SMALL,
        Pictures.file(new BufferedImage(8, 64, BufferedImage.TYPE_3BYTE_BGR), "png"));
  }

  private void assertRefused(Reason reason, byte[] file) {
    assertThatExceptionOfType(PictureRefused.class)
        .isThrownBy(() -> decoder.decode(file))
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  private static int frameOf(byte[] jpeg) {
    for (int i = 2; i < jpeg.length - 1; i++) {
      if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0) {
        return i;
      }
    }
    throw new IllegalStateException("no frame");
  }

  private static byte[] png(int width, int height, int bits, int colours, byte[] data) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) bits)
            .put((byte) colours)
            .array();
    ByteBuffer file = ByteBuffer.allocate(8 + 25 + 12 + data.length + 12);
    file.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    putChunk(file, "IHDR", header);
    putChunk(file, "IDAT", data);
    putChunk(file, "IEND", new byte[0]);
    return file.array();
  }

  private static void putChunk(ByteBuffer file, String type, byte[] data) {
    CRC32 sum = new CRC32();
    sum.update(type.getBytes(ISO_8859_1));
    sum.update(data);
    file.putInt(data.length).put(type.getBytes(ISO_8859_1)).put(data).putInt((int) sum.getValue());
  }
}
