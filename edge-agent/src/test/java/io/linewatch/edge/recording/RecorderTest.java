package io.linewatch.edge.recording;

import static io.linewatch.edge.recording.Bench.FORCE;
import static io.linewatch.edge.recording.Bench.T0;
import static io.linewatch.edge.recording.Bench.TEMP;
import static io.linewatch.edge.recording.Bench.WAVE;
import static io.linewatch.edge.recording.Bench.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.recording.RecordedWaveform;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.RecordingGap;
import io.linewatch.domain.recording.RecordingGap.Reason;
import io.linewatch.domain.recording.SegmentFrame;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading;
import io.linewatch.domain.signal.Waveform;
import io.linewatch.edge.signal.DecodedMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecorderTest {
  private static final Duration FLUSH = ActiveRecording.FLUSH.plusSeconds(1);

  @TempDir private Path stateDir;
  private Bench bench;

  @BeforeEach
  void bench() {
    bench = new Bench(stateDir);
  }

  @Test
  void whatIsChosenIsRecordedAsItCameAndNothingElse() throws Exception {
    try (Recorder recorder = bench.recording(request("r", List.of(), TEMP))) {
      recorder
          .tap()
          .message(
              new DecodedMessage(
                  Bench.PUMP,
                  T0.plusSeconds(1),
                  null,
                  List.of(
                      new Reading(
                          TEMP,
                          T0.plusSeconds(1),
                          Reading.TimeSource.SENSOR,
                          70.25,
                          Quality.UNCERTAIN),
                      new Reading(
                          WAVE, T0.plusSeconds(1), Reading.TimeSource.SENSOR, 1, Quality.GOOD))),
              "RUN");
      bench.tell(recorder, FORCE, 2, 9);
      bench.tell(recorder, TEMP, 3, 71.5);
      bench.pass(recorder, FLUSH);
    }

    assertThat(bench.rows("r"))
        .containsExactly(
            new Bench.Row("s/a/l1/pump/temp", T0.plusSeconds(1), 70.25, Quality.UNCERTAIN, "RUN"),
            new Bench.Row("s/a/l1/pump/temp", T0.plusSeconds(3), 71.5, Quality.GOOD, null));
    RecordingCard card = bench.card("r");
    assertThat(card.channels())
        .containsExactly(
            new RecordingCard.ChannelCard(
                TEMP, "temp", "Cel", 2, 0, 0, T0.plusSeconds(1), T0.plusSeconds(3)));
    assertThat(card.readings()).containsEntry("RUN", 1L).containsEntry("-", 1L).hasSize(2);
    assertThat(card.spans())
        .containsExactly(new RecordingCard.Span(T0.plusSeconds(1), T0.plusSeconds(3)));
    assertThat(card.closed()).isFalse();
    assertThat(card.digest()).matches("[0-9a-f]{64}");
  }

  @Test
  void waveformsComeBackBitByBitWithTheStateToldBefore() throws Exception {
    double[] samples = {0.1, -0.0, Math.PI, 1e-300};
    try (Recorder recorder = bench.recording(request("r", List.of(), WAVE))) {
      bench.tell(recorder, TEMP, 1, 70, "RUN");
      Instant start = T0.plusSeconds(2).plusNanos(123);
      recorder
          .tap()
          .waveform(new Waveform(WAVE, start, Reading.TimeSource.SENSOR, 25_600.5, samples));
      bench.pass(recorder, FLUSH);

      assertThat(bench.frames("r"))
          .contains(
              new SegmentFrame.Waveform(
                  new RecordedWaveform("s/a/l1/pump/de", "[g]", "RUN", start, 25_600.5, samples)));
    }
    assertThat(bench.card("r").channels())
        .singleElement()
        .satisfies(channel -> assertThat(channel.samples()).isEqualTo(4));
  }

  @Test
  void outsideTheChosenStatesNothingIsTakenAndTheGapSaysSo() throws Exception {
    try (Recorder recorder = bench.recording(request("r", List.of("RUN"), TEMP))) {
      bench.tell(recorder, TEMP, 0, 1, null);
      bench.tell(recorder, TEMP, 1, 2, "RUN");
      bench.tell(recorder, TEMP, 2, 3, "IDLE");
      bench.tell(recorder, TEMP, 3, 4, "IDLE");
      bench.pass(recorder, FLUSH);
      assertThat(recorder.views())
          .extracting(RecordingView::state)
          .containsExactly(RecordingView.State.WAITS_FOR_STATE);
      bench.tell(recorder, TEMP, 9, 5, "RUN");
      bench.pass(recorder, FLUSH);
    }

    assertThat(bench.values("r")).containsExactly(2.0, 5.0);
    List<RecordingGap> gaps = bench.gaps("r", Reason.NOT_IN_STATE);
    assertThat(gaps).hasSize(2);
    assertThat(gaps.get(1).from()).isEqualTo(T0.plusSeconds(2));
    assertThat(gaps.get(1).to()).isEqualTo(T0.plusSeconds(9));
    assertThat(gaps.get(1).lost()).isEqualTo(2);
    assertThat(gaps.get(1).detail()).contains("IDLE").contains("RUN");
  }

  @Test
  void theStateOfOneMachineSaysNothingOfAnother() throws Exception {
    try (Recorder recorder = bench.recording(request("r", List.of("RUN"), TEMP, FORCE))) {
      bench.tell(recorder, TEMP, 1, 1, "RUN");
      bench.tell(recorder, FORCE, 1, 2, "IDLE");
      bench.tell(recorder, FORCE, 2, 3, "RUN");
      bench.pass(recorder, FLUSH);
    }

    assertThat(bench.values("r")).containsExactly(1.0, 3.0);
    assertThat(bench.gaps("r", Reason.NOT_IN_STATE))
        .extracting(RecordingGap::subject)
        .containsExactly("s/a/l1/press");
    assertThat(bench.card("r").spans()).hasSize(1);
  }

  @Test
  void aSegmentIsClosedAtItsSizeAndEachIsReadableAlone() throws Exception {
    bench.segmentBytes = 2_000;
    try (Recorder recorder = bench.recording(request("r", List.of(), TEMP))) {
      for (int i = 0; i < 200; i++) {
        bench.tell(recorder, TEMP, i, Math.sqrt(i));
        bench.pass(recorder, FLUSH);
      }
    }

    RecordingCard card = bench.card("r");
    assertThat(card.segments()).hasSizeGreaterThan(3);
    assertThat(card.segments())
        .allSatisfy(segment -> assertThat(segment.bytes()).isLessThan(3_000));
    assertThat(bench.values("r")).hasSize(200);
  }

  @Test
  void aSegmentIsClosedAtItsAge() throws Exception {
    bench.segmentAge = Duration.ofMinutes(10);
    try (Recorder recorder = bench.recording(request("r", List.of(), TEMP))) {
      bench.tell(recorder, TEMP, 1, 1);
      bench.pass(recorder, Duration.ofMinutes(11));
      assertThat(Files.exists(bench.folder("r").resolve(RecordingCard.FILE))).isFalse();
      bench.pass(recorder, Duration.ofMinutes(11));
      assertThat(bench.card("r").segments()).hasSize(1);
      bench.tell(recorder, TEMP, 1_300, 2);
      bench.pass(recorder, FLUSH);
    }

    assertThat(bench.card("r").segments()).hasSize(2);
  }

  @Test
  void theQuotaDeletesTheOldestClosedSegmentOfAllAndTheCardSaysWhatIsGone() throws Exception {
    bench.segmentBytes = 2_000;
    bench.quotaBytes = 6_000;
    try (Recorder recorder =
        bench.recording(request("old", List.of(), FORCE), request("new", List.of(), TEMP))) {
      for (int i = 0; i < 60; i++) {
        bench.tell(recorder, FORCE, i, Math.sqrt(i));
        bench.pass(recorder, FLUSH);
      }
      for (int i = 60; i < 400; i++) {
        bench.tell(recorder, TEMP, i, Math.sqrt(i));
        bench.pass(recorder, FLUSH);
        assertThat(bench.metric("bytes")).isLessThan(6_000 + 3_000);
      }
    }

    RecordingCard old = bench.card("old");
    assertThat(old.segments()).anyMatch(RecordingCard.Segment::deleted);
    assertThat(bench.card("new").segments()).anyMatch(RecordingCard.Segment::deleted);
    assertThat(bench.metric("deleted")).isGreaterThan(3);
    RecordingGap gap = bench.gaps("new", Reason.QUOTA).getFirst();
    assertThat(gap.from()).isEqualTo(T0.plusSeconds(60));
    assertThat(gap.detail()).contains("quotaMegabytes");
    long gone = bench.gaps("new", Reason.QUOTA).stream().mapToLong(RecordingGap::lost).sum();
    assertThat(bench.values("new")).hasSize((int) (340 - gone));
    assertThat(bench.card("new").spans()).allMatch(span -> span.from().isAfter(gap.from()));
  }

  @Test
  void moreThanTheQueueTakesIsShedCountedAndAGapWhileWhoeverOffersNeverWaits() throws Exception {
    bench.queueEntries = 16;
    try (Recorder recorder = bench.recording(request("r", List.of(), TEMP))) {
      for (int i = 0; i < 100; i++) {
        bench.tell(recorder, TEMP, i, i);
      }
      bench.pass(recorder, FLUSH);
    }

    assertThat(bench.values("r")).hasSize(16);
    assertThat(bench.metric("shed")).isEqualTo(84);
    assertThat(bench.gaps("r", Reason.SHED))
        .containsExactly(
            new RecordingGap(
                Reason.SHED,
                "",
                T0.plusSeconds(16),
                T0.plusSeconds(99),
                84,
                "more came than the recorder could take"));
  }

  @Test
  void aRestartGoesOnInTheSameRecordingAndTheTimeBetweenIsAGap() throws Exception {
    RecordingRequest request = request("r", List.of(), TEMP);
    try (Recorder recorder = bench.recording(request)) {
      bench.tell(recorder, TEMP, 1, 1);
      bench.pass(recorder, FLUSH);
    }
    try (Recorder recorder = bench.recording(request)) {
      bench.tell(recorder, TEMP, 40, 2);
      bench.pass(recorder, FLUSH);
    }

    assertThat(bench.values("r")).containsExactly(1.0, 2.0);
    assertThat(bench.gaps("r", Reason.STOPPED))
        .extracting(RecordingGap::from, RecordingGap::to)
        .containsExactly(tuple(T0.plusSeconds(1), T0.plusSeconds(40)));
    assertThat(bench.card("r").spans()).hasSize(2);
  }

  @Test
  void aSilentSourceIsAGapOfItsOwn() throws Exception {
    try (Recorder recorder = bench.recording(request("r", List.of(), TEMP))) {
      for (int second : new int[] {1, 2, 3, 4, 200, 201}) {
        bench.tell(recorder, TEMP, second, second);
        bench.pass(recorder, FLUSH);
      }
    }

    assertThat(bench.gaps("r", Reason.SILENT))
        .extracting(RecordingGap::from, RecordingGap::to)
        .containsExactly(tuple(T0.plusSeconds(4), T0.plusSeconds(200)));
  }

  @Test
  void aRequestOfThisMachineBeginsAndStopsARecordingAndABrokenOneStopsNothing() throws Exception {
    LocalRequests requests = new LocalRequests(stateDir);
    requests.put(request("mine", List.of(), TEMP));
    Files.writeString(stateDir.resolve("recording-requests/broken.json"), "{");
    try (Recorder recorder = bench.recording()) {
      bench.tell(recorder, TEMP, 1, 1);
      bench.pass(recorder, FLUSH);
      assertThat(recorder.views())
          .anySatisfy(view -> {
            assertThat(view.name()).isEqualTo("broken.json");
            assertThat(view.problem()).contains("no recording request");
          });
      assertThat(requests.remove("mine")).isTrue();
      bench.pass(recorder, FLUSH);
      bench.tell(recorder, TEMP, 60, 2);
      bench.pass(recorder, FLUSH);
    }

    assertThat(bench.values("mine")).containsExactly(1.0);
    assertThat(bench.card("mine").closed()).isTrue();
  }

  @Test
  void ofTwoRequestsOfOneNameTheCentresIsFollowed() throws Exception {
    new LocalRequests(stateDir).put(request("r", List.of(), FORCE));
    try (Recorder recorder = bench.recording(request("r", List.of(), TEMP))) {
      bench.tell(recorder, TEMP, 1, 1);
      bench.tell(recorder, FORCE, 1, 2);
      bench.pass(recorder, FLUSH);
      assertThat(recorder.views()).anyMatch(view -> view.problem().contains("choose another"));
    }

    assertThat(bench.values("r")).containsExactly(1.0);
  }

  @Test
  void whenItsTimeIsUpARecordingEndsAndItsRequestIsTakenBack() throws Exception {
    RecordingRequest request =
        new RecordingRequest("r", List.of(TEMP), List.of(), T0, T0.plusSeconds(20));
    new LocalRequests(stateDir).put(request);
    try (Recorder recorder = bench.recording()) {
      bench.tell(recorder, TEMP, -1, 0);
      bench.tell(recorder, TEMP, 19, 1);
      bench.tell(recorder, TEMP, 20, 2);
      bench.pass(recorder, Duration.ofMinutes(2));
      assertThat(bench.card("r").closed()).isTrue();
      assertThat(recorder.views())
          .extracting(RecordingView::state)
          .containsExactly(RecordingView.State.ENDED);
    }

    assertThat(bench.values("r")).containsExactly(1.0);
    assertThat(new LocalRequests(stateDir).all().requests()).isEmpty();
  }

  @Test
  void aFullDiskIsAGapWithItsCountAndRecordingGoesOnWhenThereIsRoom() throws Exception {
    Bench.SmallDisk disk = new Bench.SmallDisk(900);
    bench.maker = disk;
    try (Recorder recorder = bench.recording(request("r", List.of(), TEMP))) {
      int second = 0;
      while (recorder.views().stream().noneMatch(v -> v.state() == RecordingView.State.REFUSED)) {
        bench.tell(recorder, TEMP, second, second);
        second++;
        bench.pass(recorder, FLUSH);
      }
      bench.tell(recorder, TEMP, second, second);
      bench.pass(recorder, FLUSH);
      assertThat(recorder.views().getFirst().problem()).contains("No space left");
      disk.free = 1_000_000;
      bench.tell(recorder, TEMP, 50, 50);
      bench.pass(recorder, FLUSH);
      assertThat(recorder.views().getFirst().problem()).isEmpty();

      RecordingGap gap = bench.gaps("r", Reason.DISK).getFirst();
      assertThat(gap.to()).isEqualTo(T0.plusSeconds(second));
      assertThat(gap.detail()).contains("No space left");
      assertThat(bench.values("r")).hasSize((int) (second + 2 - gap.lost()));
      assertThat(bench.values("r")).endsWith(50.0);
    }
  }

  @Test
  void theRoomThatTheOutboxNeedsIsLeftAlone() throws Exception {
    try (Recorder recorder = bench.recording(request("r", List.of(), TEMP))) {
      bench.usableBytes = 999_999;
      bench.pass(recorder, FLUSH);
      bench.tell(recorder, TEMP, 10, 1);
      bench.pass(recorder, FLUSH);
      assertThat(Files.exists(bench.folder("r"))).isFalse();
      assertThat(bench.metric("lost")).isEqualTo(1);
      bench.usableBytes = Long.MAX_VALUE;
      bench.pass(recorder, FLUSH);
      bench.tell(recorder, TEMP, 30, 2);
      bench.pass(recorder, FLUSH);
    }

    assertThat(bench.values("r")).containsExactly(2.0);
    assertThat(bench.gaps("r", Reason.DISK)).hasSize(1);
  }

  @Test
  void whileNothingIsAskedForNothingIsHeard() {
    try (Recorder recorder = bench.recording()) {
      bench.tell(recorder, TEMP, 1, 1);

      assertThat(recorder.turn()).isZero();
      assertThat(bench.metric("queue")).isZero();
    }
  }

  @Test
  void aFolderThatCannotBeUsedStopsNobodyAndIsTriedAgain() throws Exception {
    Path inTheWay = Files.writeString(stateDir.resolve("recordings"), "a file");
    try (Recorder recorder = bench.recording(request("r", List.of(), TEMP))) {
      assertThat(bench.metric("failures")).isPositive();
      Files.delete(inTheWay);
      bench.pass(recorder, FLUSH);
      bench.tell(recorder, TEMP, 10, 1);
      bench.pass(recorder, FLUSH);
    }

    assertThat(bench.values("r")).containsExactly(1.0);
  }

  @Test
  void whatCannotBeRecordedCostsItselfAlone() throws Exception {
    try (Recorder recorder = bench.recording(request("r", List.of(), TEMP, WAVE))) {
      recorder
          .tap()
          .waveform(new Waveform(WAVE, T0, Reading.TimeSource.SENSOR, 1e-9, new double[] {1, 2}));
      bench.tell(recorder, TEMP, 1, 1);
      bench.pass(recorder, FLUSH);
    }

    assertThat(bench.values("r")).containsExactly(1.0);
    assertThat(bench.metric("failures")).isEqualTo(1);
  }
}
