package io.linewatch.central.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.fixture.fuzz.JsonMutator;
import io.linewatch.fixture.fuzz.LineMutator;
import io.linewatch.fixture.fuzz.Mutator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route of the console, by an administrator whose page has gone mad: what is not served is
 * refused with a reason, and never is it the server's fault.
 */
class ConsoleFuzzTest {
  /** Method and path, parameters by line, an empty line, the body. */
  private static final List<String> REQUESTS =
      List.of(
          "GET /api/feed\n\n",
          "GET /api/feed/stream\ncursor=0:5,1:7\n\n",
          "GET /api/alerts\nasset=demo/hall-1/press-line/pump-101\nlimit=10\nopen=true\nseverity=HIGH\nclass=ALARM\nfrom=2026-01-01T00:00:00Z\nto=2026-02-01T00:00:00Z\nbeforeTime=2026-01-02T00:00:00Z\nbeforeId=a\n\n",
          "GET /api/alerts/detail\nid=live-1\n\n",
          "GET /api/audit\nbefore=100\n\n",
          "GET /api/assets\n\n",
          "GET /api/asset\npath=demo/hall-1/press-line/pump-101\n\n",
          "GET /api/asset/trends\npath=demo/hall-1/press-line/pump-101\nfrom=2026-01-01T00:00:00Z\nto=2026-01-02T00:00:00Z\n\n",
          "GET /api/series\nseries=demo/hall-1/press-line/pump-101/limit:vibration\nfrom=2026-01-01T00:00:00Z\nto=2026-01-02T00:00:00Z\nmaxPoints=100\n\n",
          "GET /api/limits\ndetector=DETECTOR\n\n",
          "GET /api/gateways\n\n",
          "GET /index.html\n\n",
          "PUT /api/limits\n\n{\"detector\":\"DETECTOR\",\"limits\":[{\"severity\":\"HIGH\",\"comparison\":\"ABOVE\",\"value\":5.5}],\"onDelaySeconds\":7,\"offDelaySeconds\":10,\"deadBand\":0.2,\"seenPlantVersion\":VERSION,\"reason\":\"it runs rougher\"}",
          "POST /api/alerts/command\n\n{\"kind\":\"COMMENT\",\"alertId\":\"live-1\",\"seenRevision\":7,\"text\":\"why\",\"minutes\":10}",
          "POST /api/alerts/command\n\n{\"kind\":\"SHELVE\",\"alertId\":\"live-1\",\"seenRevision\":7,\"text\":\"why\",\"minutes\":10}",
          "POST /api/login/link\n\n{\"token\":\"abc\"}",
          "POST /api/login\n\n{\"user\":\"nobody\",\"password\":\"wrong\"}");

  @TempDir Path dir;

  @Test
  void everyRequestIsServedOrRefusedWithAReasonAndNeverAFailureOfTheServer() throws Exception {
    try (ConsoleBench bench = new ConsoleBench(dir, 0)) {
      bench.applyDemoPlant(Path.of("../deploy/standalone/src/main/resources/demo/plant.yaml"));
      bench.live(SampleAlerts.event("live-1", 7, true));
      Browser admin = Browser.loggedIn(bench, "admin");
      String detector = ConsolePreview.vibration().toString();
      List<byte[]> samples =
          REQUESTS.stream()
              .map(text -> text.replace("DETECTOR", detector).getBytes(UTF_8))
              .toList();

      Fuzz.run(
          FuzzTarget.of(
                  "console",
                  samples,
                  ConsoleFuzzTest::mutate,
                  input -> answer(bench, admin, new String(input, UTF_8)))
              .rounds(1_200)
              .maxInputBytes(60_000)
              .memory(64 << 20, 4_096));
    }
  }

  /** The route stays; its parameters or its body change. */
  private static byte[] mutate(byte[] input, byte[] other, Random random) {
    String text = new String(input, UTF_8);
    int route = text.indexOf('\n');
    int body = text.indexOf("\n\n");
    if (route < 0 || body < 0) {
      return new LineMutator().mutate(input, other, random);
    }
    String parameters = text.substring(Math.min(route + 1, body), body);
    String json = text.substring(body + 2);
    if (json.isEmpty() || random.nextInt(6) == 0) {
      parameters = mutated(new LineMutator(), parameters, other, random);
    } else {
      json = mutated(new JsonMutator(), json, other, random);
    }
    return (text.substring(0, route) + "\n" + parameters.replace("\n\n", "\n") + "\n\n" + json)
        .getBytes(UTF_8);
  }

  private static String mutated(Mutator mutator, String text, byte[] other, Random random) {
    return new String(mutator.mutate(text.getBytes(UTF_8), other, random), UTF_8);
  }

  private static @Nullable String answer(ConsoleBench bench, Browser admin, String text)
      throws IOException {
    String[] parts = text.split("\n\n", 2);
    String[] lines = parts[0].split("\n", -1);
    if (!lines[0].matches("(GET|PUT|POST) /[a-z/.]*")) {
      return "no request: another route";
    }
    String query =
        Arrays.stream(lines)
            .skip(1)
            .filter(line -> !line.isEmpty())
            .map(ConsoleFuzzTest::encoded)
            .collect(Collectors.joining("&", "?", ""));
    String version = Long.toString(bench.plant.current().version());
    byte[] body = (parts.length < 2 ? "" : parts[1].replace("VERSION", version)).getBytes(UTF_8);
    String head =
        "%s%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: %s\r\n%s: %s\r\n"
                .formatted(
                    lines[0],
                    query.length() > 7_000 ? query.substring(0, 7_000) : query,
                    admin.cookie,
                    Access.CSRF_HEADER,
                    admin.csrf)
            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n".formatted(body.length);
    String answer = exchange(bench.port(), head.getBytes(UTF_8), body);
    assertThat(answer).startsWith("HTTP/1.1 ");
    int status = Integer.parseInt(answer.substring(9, 12));
    assertThat(status).as(answer).isLessThan(500);
    return status < 300 ? null : answer.substring(0, Math.min(3_000, answer.length()));
  }

  private static String encoded(String line) {
    int equals = line.indexOf('=');
    return equals < 0
        ? URLEncoder.encode(line, UTF_8)
        : URLEncoder.encode(line.substring(0, equals), UTF_8)
            + "="
            + URLEncoder.encode(line.substring(equals + 1), UTF_8);
  }

  /** The beginning of the answer; streams have no end. */
  private static String exchange(int port, byte[] head, byte[] body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(head);
      socket.getOutputStream().write(body);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      byte[] buffer = new byte[4_096];
      while (answer.size() < buffer.length && !answer.toString(UTF_8).contains("event-stream")) {
        int count = socket.getInputStream().read(buffer);
        if (count < 0) {
          break;
        }
        answer.write(buffer, 0, count);
      }
      return answer.toString(UTF_8);
    }
  }
}
