package io.linewatch.central.history;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class HistoryDatabaseTest {
  @Test
  void whereNoConnectionCanBeHadStoresSayThatHistoryIsUnavailable() throws Exception {
    int closed;
    try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = port.getLocalPort();
    }
    try (HistoryDatabase database =
        HistoryDatabase.open("jdbc:postgresql://127.0.0.1:" + closed + "/none", "nobody", "")) {
      Jdbi jdbi = database.jdbi();
      assertThatThrownBy(() -> jdbi.useHandle(handle -> handle.execute("select 1")))
          .isInstanceOf(HistoryUnavailable.class)
          .hasMessageContaining("PostgreSQL gives no connection");
    }
  }
}
