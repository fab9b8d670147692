package io.linewatch.edge.intake;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Buffered sockets for Paho, which reads its socket byte by byte. */
final class BufferedSocketFactory extends NoDelaySocketFactory {
  static final int BUFFER_BYTES = 64 * 1024;

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new BufferedSocket();
    socket.setTcpNoDelay(true);
    return socket;
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
