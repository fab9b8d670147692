package io.linewatch.standalone.network;

import io.linewatch.standalone.network.LinkState.Flow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stands between clients and a server on loopback and fails the way networks do: late, slow, cut,
 * half-open, reset; and heals. It needs no rights. What it cannot do is lose a packet: to programs
 * that speak TCP a lost packet is a stall ({@link Quality#withLoss}). Any thread.
 */
public final class TcpRelay implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 500;
  private static final int CONNECT_MILLIS = 5_000;
  private static final int BACKLOG = 100;

  private final ServerSocket listener;
  private final int target;
  private final long seed;
  private final LinkState link = new LinkState();
  private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();
  private final Map<Direction, LinkTally> tallies = new EnumMap<>(Direction.class);
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile @Nullable IOException failure;

  private TcpRelay(ServerSocket listener, int target, long seed) {
    this.listener = listener;
    this.target = target;
    this.seed = seed;
    for (Direction direction : Direction.values()) {
      tallies.put(direction, new LinkTally());
    }
  }

  /**
   * Opens a perfect relay.
   *
   * @param port where it listens, on loopback
   * @param target port of the server, on loopback; it need not listen yet
   * @param seed draws which bytes stall
   */
  public static TcpRelay open(int port, int target, long seed) throws IOException {
    ServerSocket listener = new ServerSocket();
    try {
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    TcpRelay relay = new TcpRelay(listener, target, seed);
    Thread.ofPlatform().daemon().name("relay-" + port).start(relay::accept);
    return relay;
  }

  public int port() {
    return listener.getLocalPort();
  }

  public void setQuality(Quality quality) {
    link.set(quality);
  }

  /** Nothing passes either way; connections stay, and go on after {@link #heal}. */
  public void cut() {
    for (Direction direction : Direction.values()) {
      hold(direction);
    }
  }

  /** One direction is cut: what is sent that way arrives after {@link #heal}, if anybody waits. */
  public void hold(Direction direction) {
    link.set(direction, Flow.HOLD);
  }

  /** Half-open: what is sent that way is gone, and the sender does not know. */
  public void swallow(Direction direction) {
    link.set(direction, Flow.SWALLOW);
  }

  /** Resets all connections of now; new ones are welcome. Waits for one that is being made. */
  public synchronized void reset() {
    connections.forEach(RelayedConnection::reset);
  }

  /** Resets all connections, those of now and those to come. */
  public void refuse() {
    link.refuse();
    reset();
  }

  /**
   * The link works again, with the quality it has. Connections that miss bytes are reset: TCP never
   * delivers a stream with a hole.
   */
  public synchronized void heal() {
    link.heal();
    connections.stream().filter(RelayedConnection::isLossy).forEach(RelayedConnection::reset);
  }

  /** What became of the bytes that went this way. */
  public LinkTally tally(Direction direction) {
    LinkTally tally = tallies.get(direction);
    if (tally == null) {
      throw new IllegalStateException("no tally for " + direction);
    }
    return tally;
  }

  /** Connections open now. */
  public int open() {
    return connections.size();
  }

  /** Connections ever relayed. */
  public long accepted() {
    return accepted.get();
  }

  /**
   * Connections reset at once: refused, no server there, or more than {@value #MOST_CONNECTIONS}.
   */
  public long refused() {
    return refused.get();
  }

  /** Why it accepts no more, or null. */
  public @Nullable IOException failure() {
    return failure;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reset();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        connect(listener.accept());
      } catch (IOException e) {
        if (!listener.isClosed()) {
          failure = e;
          return;
        }
      }
    }
  }

  /** Alone with a reset: it must not miss a connection that both ends already have. */
  private synchronized void connect(Socket client) {
    Socket server = new Socket();
    try {
      if (listener.isClosed() || link.refuses() || connections.size() >= MOST_CONNECTIONS) {
        throw new IOException("refused");
      }
      server.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    } catch (IOException e) {
      refused.incrementAndGet();
      reset(server);
      reset(client);
      return;
    }
    long number = accepted.incrementAndGet();
    List<Pipe> pipes =
        List.of(
            pipe(Direction.TO_SERVER, client, server, number),
            pipe(Direction.TO_CLIENT, server, client, number));
    RelayedConnection connection =
        new RelayedConnection(client, server, pipes, connections::remove);
    connections.add(connection);
    connection.start();
  }

  private Pipe pipe(Direction direction, Socket from, Socket to, long number) {
    Random chance = new Random(seed * 31 + number * 2 + (direction == Direction.TO_SERVER ? 0 : 1));
    return new Pipe(direction, from, to, link, chance, tally(direction));
  }

  /** Ends a connection without a goodbye. */
  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
