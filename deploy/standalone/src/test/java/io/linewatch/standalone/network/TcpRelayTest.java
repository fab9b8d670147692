package io.linewatch.standalone.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linewatch.standalone.process.FreePorts;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpRelayTest {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int A_MOMENT_MILLIS = 150;

  private ServerSocket server;
  private TcpRelay relay;
  private Socket client;
  private Socket peer;

  @BeforeEach
  void connect() throws IOException {
    FreePorts ports = new FreePorts();
    server = new ServerSocket(ports.any(), 10, InetAddress.getLoopbackAddress());
    server.setSoTimeout(PATIENCE_MILLIS);
    relay = TcpRelay.open(ports.any(), server.getLocalPort(), 1);
    client = connected();
    peer = server.accept();
    peer.setSoTimeout(PATIENCE_MILLIS);
  }

  @AfterEach
  void close() throws IOException {
    relay.close();
    client.close();
    peer.close();
    server.close();
  }

  @Test
  void aPerfectLinkPassesEveryByteBothWaysAndTheGoodbye() throws IOException {
    byte[] much = new byte[3_000_000];
    new Random(7).nextBytes(much);
    send(client, much);

    assertThat(peer.getInputStream().readNBytes(much.length)).isEqualTo(much);
    peer.getOutputStream().write(42);
    assertThat(client.getInputStream().read()).isEqualTo(42);
    client.shutdownOutput();
    assertThat(peer.getInputStream().read()).isEqualTo(-1);
    peer.getOutputStream().write(43);
    assertThat(client.getInputStream().read()).as("the other way is still open").isEqualTo(43);
    assertThat(relay.tally(Direction.TO_SERVER).passed()).isEqualTo(much.length);
    assertThat(relay.tally(Direction.TO_CLIENT).passed()).isEqualTo(2);
  }

  @Test
  void aDelayedByteComesNoSoonerThanTheDelay() throws IOException {
    relay.setQuality(Quality.PERFECT.withDelay(Duration.ofMillis(120)));
    long sent = System.nanoTime();
    client.getOutputStream().write(1);

    assertThat(peer.getInputStream().read()).isEqualTo(1);
    assertThat(System.nanoTime() - sent).isGreaterThanOrEqualTo(120_000_000);
  }

  @Test
  void aSlowLinkPassesNoMoreThanItsRate() throws IOException {
    relay.setQuality(Quality.PERFECT.withRate(50_000));
    long sent = System.nanoTime();
    send(client, new byte[10_000]);

    assertThat(peer.getInputStream().readNBytes(10_000)).hasSize(10_000);
    // The last piece is not waited for.
    assertThat(System.nanoTime() - sent).isGreaterThanOrEqualTo(140_000_000);
  }

  @Test
  void aLostPacketIsAStall() throws IOException {
    relay.setQuality(Quality.PERFECT.withLoss(1));
    long sent = System.nanoTime();
    client.getOutputStream().write(1);

    assertThat(peer.getInputStream().read()).isEqualTo(1);
    assertThat(System.nanoTime() - sent).isGreaterThanOrEqualTo(200_000_000);
  }

  @Test
  void whatIsSentIntoACutArrivesWhenItHealsAndNothingIsLost() throws IOException {
    relay.cut();
    client.getOutputStream().write(1);
    peer.getOutputStream().write(2);
    nothingComesTo(peer);
    nothingComesTo(client);

    relay.heal();

    assertThat(peer.getInputStream().read()).isEqualTo(1);
    assertThat(client.getInputStream().read()).isEqualTo(2);
  }

  @Test
  void whoLeavesOrDiesDuringACutIsMissedOnlyWhenItHeals() throws IOException {
    Socket dying = connected();
    try (Socket left = server.accept()) {
      relay.cut();
      client.close();
      dying.setSoLinger(true, 0);
      dying.close();
      nothingComesTo(peer);
      nothingComesTo(left);

      relay.heal();

      assertThat(peer.getInputStream().read()).isEqualTo(-1);
      left.setSoTimeout(PATIENCE_MILLIS);
      seesAReset(left);
    }
  }

  @Test
  void aSenderIntoACutIsHeldUpOnceTheBoundIsReached() throws Exception {
    relay.cut();
    Thread sender = send(client, new byte[64 << 20]);

    sender.join(Duration.ofMillis(500));
    assertThat(sender.isAlive()).as("64 MiB are more than the relay holds").isTrue();
    relay.heal();
    assertThat(peer.getInputStream().readNBytes(64 << 20)).hasSize(64 << 20);
    sender.join();
  }

  @Test
  void oneDirectionCanBeHeldAlone() throws IOException {
    relay.hold(Direction.TO_CLIENT);
    client.getOutputStream().write(1);
    assertThat(peer.getInputStream().read()).isEqualTo(1);
    peer.getOutputStream().write(2);
    nothingComesTo(client);

    relay.heal();

    assertThat(client.getInputStream().read()).isEqualTo(2);
  }

  @Test
  void aConnectionThatMissesBytesIsResetWhenTheLinkHealsAndANewOneWorks() throws IOException {
    relay.swallow(Direction.TO_SERVER);
    client.getOutputStream().write(1);
    nothingComesTo(peer);
    peer.getOutputStream().write(2);
    assertThat(client.getInputStream().read()).as("the other way works").isEqualTo(2);

    relay.heal();

    seesAReset(peer);
    try (Socket again = connected();
        Socket accepted = server.accept()) {
      again.getOutputStream().write(3);
      assertThat(accepted.getInputStream().read()).isEqualTo(3);
    }
  }

  @Test
  void aResetReachesBothSidesAndTheNextConnectionIsWelcome() throws IOException {
    relay.reset();

    seesAReset(client);
    seesAReset(peer);
    try (Socket again = connected();
        Socket accepted = server.accept()) {
      accepted.getOutputStream().write(4);
      assertThat(again.getInputStream().read()).isEqualTo(4);
    }
  }

  @Test
  void aRefusingLinkResetsWhoeverComesUntilItHeals() throws IOException {
    relay.refuse();
    try (Socket refused = connected()) {
      seesAReset(refused);
    }
    assertThat(relay.refused()).isEqualTo(1);

    relay.heal();

    try (Socket again = connected();
        Socket accepted = server.accept()) {
      again.getOutputStream().write(5);
      assertThat(accepted.getInputStream().read()).isEqualTo(5);
    }
    assertThat(relay.failure()).isNull();
  }

  @Test
  void aServerThatIsAwayLooksLikeAReset() throws IOException {
    server.close();
    try (Socket refused = connected()) {
      seesAReset(refused);
    }
    assertThat(relay.refused()).isEqualTo(1);
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static Thread send(Socket to, byte[] bytes) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            to.getOutputStream().write(bytes);
          } catch (IOException e) {
            // The test reads what arrives, and fails when it is too little.
          }
        });
  }

  private static void nothingComesTo(Socket socket) throws IOException {
    socket.setSoTimeout(A_MOMENT_MILLIS);
    InputStream in = socket.getInputStream();
    assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(in::read);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  private static void seesAReset(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    assertThatExceptionOfType(SocketException.class).isThrownBy(in::read);
  }
}
