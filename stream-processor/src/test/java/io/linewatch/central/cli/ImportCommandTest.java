package io.linewatch.central.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.fixture.CentralFolder;
import io.linewatch.central.history.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  @TempDir Path dir;

  private CentralFolder folder;
  private Path export;

  @BeforeEach
  void start() throws Exception {
    TestDatabase.empty();
    folder = CentralFolder.in(dir, "127.0.0.1:1", TestDatabase.url());
    CommandLineRun applied =
        CommandLineRun.of("plant", "apply", "--config", folder.config(), folder.sheet());
    assertThat(applied.code()).as(applied.err()).isZero();
    export =
        folder.write(
            "export.csv",
            "Zeit;vibration [mm/s];Druck\n01.03.2026 10:00:00;1,5;7\n01.03.2026 10:00:10;Bad;7\n");
  }

  private CommandLineRun run(Object... more) {
    Object[] all = new Object[more.length + 3];
    all[0] = "import";
    all[1] = "--config";
    all[2] = folder.config();
    System.arraycopy(more, 0, all, 3, more.length);
    return CommandLineRun.of(all);
  }

  @Test
  void anExportIsLookedAtImportedListedAndTakenAway() throws Exception {
    Path json = dir.resolve("report.json");
    CommandLineRun dry = run(export, "--zone", "Europe/Berlin", "--dry-run");
    assertThat(dry.code()).as(dry.err()).isZero();
    assertThat(dry.out())
        .contains(
            "decimal comma",
            "zone Europe/Berlin",
            "2026-03-01T09:00:00Z, demo/hall/line-1/pump/vibration, 1.5, GOOD",
            "'Bad' 1",
            "'Druck': no channel of this name",
            "dry run: 1 values in 1 blocks would be added");
    assertThat(run("--list").out()).contains("nothing was imported yet");

    CommandLineRun imported =
        run(export, "--zone", "Europe/Berlin", "--report", json, "--by", "mei");
    assertThat(imported.code()).as(imported.err()).isZero();
    assertThat(imported.out()).contains("1 values in 1 blocks added", "--undo");
    assertThat(Files.readString(json)).contains("\"rowsRead\" : 2", "\"Bad\" : 1");
    String id = imported.out().replaceAll("(?s).*--undo (\\d+).*", "$1");
    assertThat(run("--list").out()).contains("finished", "export.csv", "by mei, 1 values");
    assertThat(run(export, "--zone", "Europe/Berlin").out()).contains("nothing was added");

    CommandLineRun undone = run("--undo", id);
    assertThat(undone.code()).as(undone.err()).isZero();
    assertThat(undone.out()).contains("taken away, 1 blocks");
    CommandLineRun again = run("--undo", id);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("undone before");
  }

  @Test
  void whatCannotBeImportedIsRefusedWithWhatToDo() throws Exception {
    CommandLineRun noZone = run(export);
    assertThat(noZone.code()).isEqualTo(1);
    assertThat(noZone.err()).contains("--zone").doesNotContain("\tat ");

    CommandLineRun wrongWords =
        run(export, "--zone", "UTC", "--decimal", "dot", "--gap", "soon", "--encoding", "utf8-");
    assertThat(wrongWords.code()).isEqualTo(1);
    assertThat(wrongWords.err())
        .contains("--decimal 'dot': valid are comma, point", "--gap 'soon'", "did you mean");

    CommandLineRun missing = run(dir.resolve("nothing.csv"));
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("nothing.csv is not a file");

    CommandLineRun unwritable =
        run(export, "--zone", "UTC", "--report", dir.resolve("no/such/report.json"));
    assertThat(unwritable.code()).isEqualTo(1);
    assertThat(unwritable.err()).contains("--report").doesNotContain("\tat ");
    assertThat(run("--list").out()).contains("nothing was imported yet");

    CommandLineRun both = run(export, "--list");
    assertThat(both.code()).isEqualTo(LinewatchCentral.BAD_CONFIGURATION);
    assertThat(both.err()).contains("say one of");
  }
}
