package io.linewatch.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.server.Programs;
import io.linewatch.standalone.server.ServerRoom;
import io.linewatch.system.container.EngineFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is not there, or only half, never decides whether the tests run. */
class ServerRoomsTest {
  @TempDir Path folder;

  @Test
  void localProcessesCanBeChosen() throws Exception {
    assertThat(choose(Map.of("LINEWATCH_CONTAINERS", "never")).description())
        .startsWith("local processes");
  }

  @Test
  void aSocketThatIsNotThereMeansLocalProcesses() throws Exception {
    assertThat(choose(Map.of("DOCKER_HOST", "unix://" + folder.resolve("none.sock"))).description())
        .startsWith("local processes");
  }

  @Test
  void aSocketThatNobodyServesMeansLocalProcesses() throws Exception {
    Path stale = folder.resolve("stale.sock");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(stale));
    }
    assertThat(stale).exists();

    assertThat(choose(Map.of("DOCKER_HOST", "unix://" + stale)).description())
        .startsWith("local processes");
  }

  @Test
  void anEngineThatAcceptsAndNeverAnswersMeansLocalProcesses() throws Exception {
    Path socket = folder.resolve("silent.sock");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(socket));

      assertThat(choose(Map.of("DOCKER_HOST", "unix://" + socket)).description())
          .startsWith("local processes");
    }
  }

  @Test
  void anEngineThatAnswersWithAnErrorMeansLocalProcesses() throws Exception {
    Path socket = folder.resolve("broken.sock");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(socket));
      Thread answers = Thread.ofVirtual().start(() -> answer(channel, "HTTP/1.0 500 Broken\r\n"));

      assertThat(choose(Map.of("DOCKER_HOST", "unix://" + socket)).description())
          .startsWith("local processes");
      answers.join();
    }
  }

  @Test
  void whereContainersAreRequiredTheReasonFailsTheRun() {
    Map<String, String> environment =
        Map.of(
            "DOCKER_HOST",
            "unix://" + folder.resolve("none.sock"),
            "LINEWATCH_REQUIRE_CONTAINERS",
            "1");

    assertThatExceptionOfType(EngineFailed.class)
        .isThrownBy(() -> choose(environment))
        .withMessageContaining("none.sock, which does not exist");
  }

  private ServerRoom choose(Map<String, String> environment) throws IOException {
    try (StateFolder state = StateFolder.open(folder.resolve("state"), true)) {
      return ServerRooms.choose(state, new Programs(folder), false, environment);
    }
  }

  private static void answer(ServerSocketChannel channel, String text) {
    try (SocketChannel asked = channel.accept()) {
      asked.read(ByteBuffer.allocate(256));
      asked.write(StandardCharsets.US_ASCII.encode(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
