package io.linewatch.edge.intake;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets for Paho, which reads its socket byte by byte and leaves Nagle's algorithm on: these are
 * buffered and do not wait to send.
 */
final class BufferedSocketFactory extends SocketFactory {
  static final int BUFFER_BYTES = 64 * 1024;

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new BufferedSocket();
    socket.setTcpNoDelay(true);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw connectsItself();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw connectsItself();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw connectsItself();
  }

  @Override
  public Socket createSocket(
      InetAddress address, int port, InetAddress localAddress, int localPort) {
    throw connectsItself();
  }

  private static UnsupportedOperationException connectsItself() {
    return new UnsupportedOperationException("Paho connects its sockets itself");
  }

  private static final class BufferedSocket extends Socket {
    private @Nullable InputStream in;
    private @Nullable OutputStream out;

    @Override
    public synchronized InputStream getInputStream() throws IOException {
      InputStream buffered = in;
      if (buffered == null) {
        buffered = new BufferedInputStream(super.getInputStream(), BUFFER_BYTES);
        in = buffered;
      }
      return buffered;
    }

    @Override
    public synchronized OutputStream getOutputStream() throws IOException {
      OutputStream buffered = out;
      if (buffered == null) {
        buffered = new BufferedOutputStream(super.getOutputStream(), BUFFER_BYTES);
        out = buffered;
      }
      return buffered;
    }
  }
}
