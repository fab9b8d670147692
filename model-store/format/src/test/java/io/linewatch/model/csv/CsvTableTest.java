package io.linewatch.model.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {
  @TempDir private Path folder;

  @Test
  void aTableSeparatedByBlanksNeedsNoHeader() throws Exception {
    CsvTable table = read("1 1  0.5 518.67  \n1 2 -0.5 518.70\n2 1  1e3 519\n");

    assertThat(table.header()).isFalse();
    assertThat(table.columns()).hasSize(4).first().extracting("channel").isEqualTo("c1");
    assertThat(table.number(1, 2)).isEqualTo(-0.5);
    assertThat(table.number(2, 2)).isEqualTo(1000);
  }

  @Test
  void headersGiveChannelNamesUnitsAndColumnsByEitherName() throws Exception {
    CsvTable table = read("Type;Torque [Nm];Failure\nM;42,8;0\nL;\"1.046,3\";1\n");

    assertThat(table.header()).isTrue();
    assertThat(table.columns().get(1).channel()).isEqualTo("Torque");
    assertThat(table.columns().get(1).unit()).isEqualTo("Nm");
    assertThat(table.column("torque [nm]")).isEqualTo(1);
    assertThat(table.column("FAILURE")).isEqualTo(2);
    assertThat(table.column("none")).isEqualTo(-1);
    assertThat(table.number(1, 1)).isEqualTo(1046.3);
    assertThat(table.text(0, 0)).isEqualTo("M");
  }

  @Test
  void rowsOfAnotherLengthAreLeftOutAndCounted() throws Exception {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 20; i++) {
      text.append(i).append(",1\n");
    }
    CsvTable table = read(text + "7,8,9\n");

    assertThat(table.rows()).hasSize(20);
    assertThat(table.ragged()).isEqualTo(1);
  }

  @Test
  void whatIsNoTableIsRefused() {
    assertThatThrownBy(() -> read("only words\n"))
        .isInstanceOf(UnreadableCsv.class)
        .hasMessageContaining("is not a table");
    assertThatThrownBy(() -> read("a,b\n\0,1\n"))
        .isInstanceOf(UnreadableCsv.class)
        .hasMessageContaining("is not text");
  }

  private CsvTable read(String text) throws Exception {
    return CsvTable.read(Files.writeString(folder.resolve("table.csv"), text));
  }
}
