package io.linewatch.edge.recording;

import static io.linewatch.edge.recording.ActiveRecording.FLUSH;
import static io.linewatch.edge.recording.Bench.PUMP;
import static io.linewatch.edge.recording.Bench.T0;
import static io.linewatch.edge.recording.Bench.TEMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.recording.RecordedPicture;
import io.linewatch.domain.recording.RecordingGap;
import io.linewatch.domain.recording.RecordingGap.Reason;
import io.linewatch.domain.recording.SegmentFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureRecordingTest {
  private static final ChannelId TOP = Bench.TOP;
  private static final ChannelId SIDE = new ChannelId(PUMP, "side");
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, 1, 2, 3};

  @TempDir private Path stateDir;
  private Bench bench;

  @BeforeEach
  void setUp() {
    bench = new Bench(stateDir);
  }

  private static RecordingRequest pictures(String name, List<String> states, ChannelId... of) {
    return new RecordingRequest(name, List.of(), states, T0, null, List.of(of));
  }

  private static HeardPicture heard(
      String part, int second, byte[] bytes, HeardPicture.@Nullable Mask mask) {
    return new HeardPicture(
        TOP,
        part,
        T0.plusSeconds(second),
        Duration.ofNanos(1_500_000),
        Verdict.OK,
        12.5,
        null,
        bytes,
        mask);
  }

  private static RecordedPicture recorded(
      String part, int second, @Nullable String state, boolean masked, byte[] bytes) {
    return new RecordedPicture(
        new RecordedPicture.About(
            TOP.toString(),
            part,
            T0.plusSeconds(second),
            1_500L,
            Verdict.OK,
            12.5,
            null,
            state,
            masked),
        bytes);
  }

  private List<RecordedPicture> pictures(String name) throws Exception {
    return bench.frames(name).stream()
        .filter(SegmentFrame.Picture.class::isInstance)
        .map(frame -> ((SegmentFrame.Picture) frame).picture())
        .toList();
  }

  @Test
  void aPictureIsRecordedAsItCameWithItsPartTimeExposureAndVerdict() throws Exception {
    try (Recorder recorder = bench.recording(pictures("r", List.of(), TOP))) {
      assertThat(recorder.tap().wantsPictures(TOP)).isTrue();
      assertThat(recorder.tap().wantsPictures(SIDE)).isFalse();
      recorder.tap().picture(heard("p1", 1, JPEG, null));
      bench.pass(recorder, FLUSH);
    }
    assertThat(pictures("r")).containsExactly(recorded("p1", 1, null, false, JPEG));
    assertThat(bench.card("r").pictures()).isEqualTo(1);
  }

  @Test
  void masksAreDrawnOnceForAllRecordingsAndOnTheRecordersThread() throws Exception {
    AtomicInteger drawn = new AtomicInteger();
    HeardPicture.Mask mask =
        bytes -> {
          drawn.incrementAndGet();
          return new byte[] {9, 9};
        };
    try (Recorder recorder =
        bench.recording(pictures("r", List.of(), TOP), pictures("q", List.of(), TOP))) {
      recorder.tap().picture(heard("p1", 1, JPEG, mask));
      assertThat(drawn).hasValue(0);
      bench.pass(recorder, FLUSH);
    }
    assertThat(drawn).hasValue(1);
    byte[] masked = {9, 9};
    assertThat(pictures("r")).containsExactly(recorded("p1", 1, null, true, masked));
    assertThat(pictures("q")).containsExactly(recorded("p1", 1, null, true, masked));
  }

  @Test
  void whatCannotBeMaskedIsNotKeptCountedAndAGapOfItsStation() throws Exception {
    try (Recorder recorder = bench.recording(pictures("r", List.of(), TOP))) {
      recorder.tap().picture(heard("p0", 0, JPEG, null));
      recorder.tap().picture(heard("p1", 1, new byte[] {'x'}, bytes -> null));
      bench.pass(recorder, FLUSH);
    }
    assertThat(pictures("r")).hasSize(1);
    assertThat(bench.metric("pictures.left.out")).isEqualTo(1);
    assertThat(bench.gaps("r", Reason.SHED))
        .singleElement()
        .satisfies(gap -> {
          assertThat(gap.subject()).isEqualTo(TOP.toString());
          assertThat(gap.detail()).contains("p1", "masks");
        });
  }

  @Test
  void picturesAreTakenOnlyInTheChosenStatesOfTheMachineTheStationWatches() throws Exception {
    try (Recorder recorder = bench.recording(pictures("r", List.of("RUN"), TOP))) {
      bench.tell(recorder, TEMP, 0, 1, "RUN");
      recorder.tap().picture(heard("p1", 1, JPEG, null));
      bench.tell(recorder, TEMP, 2, 1, "IDLE");
      recorder.tap().picture(heard("p2", 3, JPEG, null));
      bench.pass(recorder, FLUSH);
    }
    assertThat(pictures("r")).containsExactly(recorded("p1", 1, "RUN", false, JPEG));
  }

  @Test
  void picturesLeaveHalfOfTheQueueToReadingsAndWhatIsShedIsAGapOfTheStationAlone()
      throws Exception {
    RecordingRequest both =
        new RecordingRequest("r", List.of(TEMP), List.of(), T0, null, List.of(TOP));
    bench.queueBytes = 4_000;
    try (Recorder recorder = bench.recording(both)) {
      for (int i = 0; i < 3; i++) {
        recorder.tap().picture(heard("p" + i, i, new byte[800], null));
      }
      bench.tell(recorder, TEMP, 4, 70);
      bench.pass(recorder, FLUSH);
      bench.pass(recorder, FLUSH);
    }
    assertThat(pictures("r")).hasSize(1);
    assertThat(bench.values("r")).containsExactly(70.0);
    assertThat(bench.gaps("r", Reason.SHED))
        .extracting(RecordingGap::subject, RecordingGap::lost)
        .containsExactly(tuple(TOP.toString(), 2L));
    assertThat(bench.metric("shed")).isEqualTo(2);
  }

  @Test
  void aStationThatThisGatewayDoesNotHaveIsSaid() throws Exception {
    try (Recorder recorder = bench.recording(pictures("r", List.of(), SIDE, TOP))) {
      bench.pass(recorder, FLUSH);
      assertThat(recorder.views())
          .singleElement()
          .satisfies(
              view -> assertThat(view.problem()).contains("no camera station " + SIDE, "" + TOP));
    }
  }

  @Test
  void aSegmentIsClosedAtItsSizeAndTheQuotaDeletesTheOldest() throws Exception {
    bench.segmentBytes = 10_000;
    bench.quotaBytes = 30_000;
    try (Recorder recorder = bench.recording(pictures("r", List.of(), TOP))) {
      for (int i = 0; i < 10; i++) {
        recorder.tap().picture(heard("p" + i, i, new byte[6_000], null));
        bench.pass(recorder, FLUSH);
      }
    }
    assertThat(bench.card("r").bytes()).isLessThanOrEqualTo(45_000);
    assertThat(bench.gaps("r", Reason.QUOTA)).isNotEmpty();
    assertThat(pictures("r").getLast().about().part()).isEqualTo("p9");
  }
}
