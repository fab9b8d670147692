package io.linewatch.model.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvDialectTest {
  @TempDir private Path folder;

  private Path file(String text, Charset charset) throws Exception {
    return Files.write(folder.resolve("table.csv"), text.getBytes(charset));
  }

  @Test
  void aTableOfTextsIsReadRowByRowWithItsLines() throws Exception {
    Path file =
        file(
            """
            时间\t位号\t数值
            一\tP-101\t"1,5"

            二\tP-102
            three\tP-103\t2,5
            four\tP-104\t3
            five\tP-105\t4
            """,
            Charset.forName("GBK"));
    CsvDialect dialect = CsvDialect.of(file, CsvDialect.Known.NOTHING);

    assertThat(dialect.charset().name()).isEqualTo("GB18030");
    assertThat(dialect.separator()).isEqualTo('\t');
    assertThat(dialect.decimalComma()).isTrue();
    assertThat(dialect.columns())
        .extracting(CsvGuess.Column::header)
        .containsExactly("时间", "位号", "数值");
    List<String> rows = new ArrayList<>();
    try (CsvLines lines = dialect.open(file)) {
      while (lines.next()) {
        rows.add(lines.line() + ": " + lines.fields());
      }
      assertThat(lines.bytesRead()).isEqualTo(Files.size(file));
    }
    assertThat(rows)
        .containsExactly(
            "2: [一, P-101, 1,5]",
            "4: [二, P-102]",
            "5: [three, P-103, 2,5]",
            "6: [four, P-104, 3]",
            "7: [five, P-105, 4]");
  }

  @Test
  void whatIsKnownIsNotGuessed() throws Exception {
    Path file = file("a;b\n1.500;2\n", StandardCharsets.UTF_8);
    CsvDialect told = CsvDialect.of(file, new CsvDialect.Known(StandardCharsets.ISO_8859_1, true));
    assertThat(told.charset()).isEqualTo(StandardCharsets.ISO_8859_1);
    assertThat(told.number("1.500")).isEqualTo(1_500);
    assertThat(CsvDialect.of(file, CsvDialect.Known.NOTHING).number("1.500")).isEqualTo(1.5);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstName() throws Exception {
    Path file = file("\uFEFFtime,a\n1,2\n", StandardCharsets.UTF_8);
    assertThat(CsvDialect.of(file, CsvDialect.Known.NOTHING).columns().getFirst().header())
        .isEqualTo("time");
  }

  @Test
  void aNumberMayBeTheNameOfAColumnButARowOfNumbersIsNoHeader() throws Exception {
    Path tags = file("time,4711\n2026-03-01,1\n", StandardCharsets.UTF_8);
    assertThat(CsvDialect.of(tags, CsvDialect.Known.NOTHING).columns()).hasSize(2);
    Path none = file("1,2\n3,4\n", StandardCharsets.UTF_8);
    assertThatThrownBy(() -> CsvDialect.of(none, CsvDialect.Known.NOTHING))
        .isInstanceOf(UnreadableCsv.class)
        .hasMessageContaining("no header");
  }

  @Test
  void aQuoteThatIsNeverClosedIsRefusedWithThePlace() throws Exception {
    Path file = file("a,b\n1,2\n3,\"" + "4\n".repeat(40_000), StandardCharsets.UTF_8);
    CsvDialect dialect = CsvDialect.of(file, CsvDialect.Known.NOTHING);
    try (CsvLines lines = dialect.open(file)) {
      assertThat(lines.next()).isTrue();
      assertThatThrownBy(lines::next)
          .isInstanceOf(UnreadableCsv.class)
          .hasMessageContaining("after line 2");
    }
  }

  @Test
  void aDateSaysWhetherItHasAnOffset() {
    CsvTime with = CsvTimeFormat.YEAR_MONTH_DAY.read("2026-03-01T10:00:00.5+08:00");
    assertThat(with.local()).isEqualTo(LocalDateTime.parse("2026-03-01T10:00:00.5"));
    assertThat(with.offset()).isEqualTo(ZoneOffset.ofHours(8));
    CsvTime without = CsvTimeFormat.DAY_MONTH_YEAR.read("01.03.26 10:00");
    assertThat(without.offset()).isNull();
    assertThat(without.yearDigits()).isEqualTo(2);
    assertThatThrownBy(() -> CsvTimeFormat.EPOCH_MILLIS.read("1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
