package io.linewatch.central.recording;

import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.SegmentFrame;
import io.linewatch.domain.recording.SegmentStart;
import io.linewatch.domain.recording.Upload;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.model.format.Digest;
import io.linewatch.model.recording.SegmentFile;
import io.linewatch.model.recording.StoredRecording;
import io.linewatch.model.recording.UnreadableRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a file that has arrived is what it was announced to be. */
final class ReceivedFile {
  private static final Logger LOG = LoggerFactory.getLogger(ReceivedFile.class);
  private static final int GATEWAY_AND_NAME = 2;
  private static final int MAX_CARDS = 1_000;

  private ReceivedFile() {}

  /** What is wrong with it, in one sentence; empty when nothing is. */
  static String problem(Path file, Upload upload) throws IOException {
    byte[] bytes = SegmentFile.bytes(file, upload.length());
    if (!Digest.hex(Digest.of(bytes)).equals(upload.sha256())) {
      return "what came does not have the digest that was announced; it is taken from the start"
          + " again";
    }
    return upload.isCard() ? cardProblem(bytes, upload) : segmentProblem(bytes, upload);
  }

  private static String cardProblem(byte[] bytes, Upload upload) {
    try {
      RecordingCard card = RecordingCard.CODEC.decode(bytes);
      return isOf(upload, card.gateway(), card.recording());
    } catch (MalformedRecord malformed) {
      return "it is no data card: " + malformed.getMessage();
    }
  }

  private static String segmentProblem(byte[] bytes, Upload upload) {
    List<SegmentStart> starts = new ArrayList<>();
    SegmentFile.Read read =
        SegmentFile.read(
            bytes,
            frame -> {
              if (frame instanceof SegmentFrame.Start(SegmentStart start)) {
                starts.add(start);
              }
            });
    if (!read.problem().isEmpty() || starts.isEmpty()) {
      return "it is no segment of a recording: " + read.problem();
    }
    return isOf(upload, starts.getFirst().gateway(), starts.getFirst().recording());
  }

  private static String isOf(Upload upload, String gateway, String recording) {
    return gateway.equals(upload.gateway()) && recording.equals(upload.recording())
        ? ""
        : "it says that it is of recording '" + recording + "' of gateway '" + gateway + "'";
  }

  /** Cards that can be read, by gateway and name; at most a thousand. */
  static List<RecordingCard> cards(Path folder) throws IOException {
    List<RecordingCard> cards = new ArrayList<>();
    List<Path> recordings;
    try (Stream<Path> files = Files.walk(folder, GATEWAY_AND_NAME)) {
      recordings =
          files
              .filter(path -> Files.exists(path.resolve(RecordingCard.FILE)))
              .limit(MAX_CARDS)
              .toList();
    }
    for (Path recording : recordings) {
      try {
        RecordingCard card = StoredRecording.readCard(recording, recording);
        if (card != null) {
          cards.add(card);
        }
      } catch (UnreadableRecording damaged) {
        LOG.warn("{}", damaged.getMessage());
      }
    }
    cards.sort(
        Comparator.comparing(RecordingCard::gateway).thenComparing(RecordingCard::recording));
    return cards;
  }
}
