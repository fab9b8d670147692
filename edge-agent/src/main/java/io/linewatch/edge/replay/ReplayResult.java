package io.linewatch.edge.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a replay did.
 *
 * @param rows rows published
 * @param skipped cells and rows left out, by reason
 */
public record ReplayResult(
    long rows,
    long messages,
    Map<String, Long> skipped,
    @Nullable Instant firstTime,
    @Nullable Instant lastTime) {
  public static final ReplayResult NOTHING = new ReplayResult(0, 0, Map.of(), null, null);

  public ReplayResult {
    skipped = Map.copyOf(skipped);
  }

  public ReplayResult plus(ReplayResult next) {
    Map<String, Long> sum = new TreeMap<>(skipped);
    next.skipped.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
    return new ReplayResult(
        rows + next.rows,
        messages + next.messages,
        sum,
        firstTime == null ? next.firstTime : firstTime,
        next.lastTime == null ? lastTime : next.lastTime);
  }

  public long skippedTotal() {
    return skipped.values().stream().mapToLong(Long::longValue).sum();
  }

  /** One line for programs. */
  public String toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("rows", rows);
    json.put("messages", messages);
    json.put("skipped", skippedTotal());
    ObjectNode reasons = json.putObject("skippedByReason");
    new TreeMap<>(skipped).forEach(reasons::put);
    json.put("firstTime", firstTime == null ? null : firstTime.toString());
    json.put("lastTime", lastTime == null ? null : lastTime.toString());
    return json.toString();
  }
}
