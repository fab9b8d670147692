package io.linewatch.central.cli;

import io.linewatch.central.config.CentralConfig;
import io.linewatch.central.config.CentralSettings;
import io.linewatch.central.kafka.KafkaTopics;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "topics", description = "Kafka topics.", subcommands = TopicsCommand.Apply.class)
final class TopicsCommand {
  @Command(name = "apply", description = "Creates the topics that are missing; changes none.")
  static final class Apply implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin ConfigOption config = new ConfigOption();

    @Override
    public Integer call() {
      CentralSettings settings = config.read();
      CentralConfig.Kafka kafka = settings.config().kafka();
      List<String> problems =
          KafkaTopics.apply(
              settings.kafkaProperties(),
              kafka.partitionCount(),
              kafka.replicationFactor(),
              spec.commandLine().getOut()::println);
      if (!problems.isEmpty()) {
        throw new BadConfiguration(problems);
      }
      return 0;
    }
  }
}
