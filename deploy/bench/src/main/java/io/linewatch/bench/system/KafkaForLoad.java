package io.linewatch.bench.system;

import io.linewatch.standalone.server.Addresses;
import io.linewatch.standalone.server.CentralCommands;
import io.linewatch.standalone.server.ConfigFiles;
import io.linewatch.standalone.server.LocalServerRoom;
import io.linewatch.standalone.server.SiteServer;
import java.nio.file.Path;

/**
 * A real Kafka with Linewatch's topics and nobody who reads them: an agent's outbox drains as it
 * does in a plant.
 */
public record KafkaForLoad(int port) {
  private static final String SITE = "bench";
  private static final String NO_DATABASE = "jdbc:postgresql://127.0.0.1:1/none";

  public static KafkaForLoad start(BenchSystem bench) throws Exception {
    Addresses at = Addresses.anyFree();
    SiteServer kafka =
        new LocalServerRoom(bench.state(), bench.programs())
            .kafka(at.kafka(), at.kafkaController());
    bench.teardown().add(kafka.name(), kafka).start();
    ConfigFiles files = new ConfigFiles(bench.state(), SITE);
    files.writeSecrets();
    var _ = files.keep("db.password", 16);
    Path config = files.writeCentral(at, NO_DATABASE);
    new CentralCommands(bench.programs(), bench.folder(), config).applyTopics();
    return new KafkaForLoad(at.kafka());
  }
}
