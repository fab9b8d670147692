package io.linewatch.bench.edge;

import io.linewatch.bench.system.AgentMetrics;
import io.linewatch.bench.system.AgentProgram;
import io.linewatch.standalone.process.ChildProcess;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The packaged agent. Handled are messages whose readings were all decided.
 *
 * @param readingsPerMessage how many readings one message carries
 */
record AgentConsumer(String line, AgentProgram agent, int readingsPerMessage) implements Consumer {
  @Override
  public ChildProcess process() {
    return agent.process();
  }

  @Override
  public long handled() throws IOException, InterruptedException {
    return agent.metrics().counts().readings() / readingsPerMessage;
  }

  @Override
  public boolean settled() throws IOException, InterruptedException {
    return agent.metrics().outboxRows() == 0;
  }

  @Override
  public Map<String, Long> counts() throws IOException, InterruptedException {
    AgentMetrics.Counts now = agent.metrics().counts();
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("shed", now.shed());
    counts.put("findings", now.findings());
    counts.put("scores", now.scores());
    counts.put("series blocks", now.sum("linewatch_edge_series_blocks_total"));
    counts.put("inference calls", now.sum("linewatch_edge_inference_calls_total"));
    return counts;
  }
}
