package io.linewatch.edge.status;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page's words in one language. */
enum PageText {
  EN("en", 0),
  ZH("zh", 1);

  private static final Map<String, String[]> WORDS =
      Map.ofEntries(
          word("title", "Gateway", "网关"),
          word("up", "The gateway decides and everything is reachable.", "网关正常判断，各项连接正常。"),
          word("degraded", "The gateway decides; something needs a look.", "网关正常判断，但有事项需要查看。"),
          word("down", "The gateway cannot decide.", "网关无法判断。"),
          word("now", "Gateway clock", "网关时钟"),
          word("started", "Running since", "启动时间"),
          word("revision", "Desired state applied", "已应用的期望状态"),
          word("refused", "refused", "被拒绝"),
          word("sources", "Connections to the line", "产线连接"),
          word("connected", "connected", "已连接"),
          word("away", "away", "未连接"),
          word("readings", "Readings per second", "每秒读数"),
          word("outbox", "Waiting for Kafka", "等待发送到 Kafka"),
          word("rows", "rows", "条"),
          word("oldest", "oldest", "最早"),
          word("models", "Models", "模型"),
          word("active", "scores", "运行中"),
          word("waiting", "not yet", "未就绪"),
          word("counts", "Counts", "计数"),
          word("rejections", "Last refused messages", "最近被拒绝的消息"),
          word("none", "none", "无"),
          word("time", "Time", "时间"),
          word("topic", "Topic", "主题"),
          word("reason", "Reason", "原因"),
          word("sample", "Payload begins", "内容开头"),
          word("name", "Name", "名称"),
          word("state", "State", "状态"),
          word("value", "Value", "值"),
          word(
              "notsis",
              "This software warns. It is not a safety-instrumented system.",
              "本软件用于预警，不是安全仪表系统。"));

  final String code;
  private final int index;

  PageText(String code, int index) {
    this.code = code;
    this.index = index;
  }

  private static Map.Entry<String, String[]> word(String key, String english, String chinese) {
    return Map.entry(key, new String[] {english, chinese});
  }

  String of(String key) {
    String[] words = WORDS.get(key);
    if (words == null) {
      throw new IllegalArgumentException("no word for " + key);
    }
    return words[index];
  }

  /** The language asked for; else what the browser prefers; else English. */
  static PageText of(@Nullable String asked, @Nullable String accepted) {
    String wanted = asked != null ? asked : accepted == null ? "" : accepted;
    return wanted.toLowerCase(Locale.ROOT).startsWith("zh") ? ZH : EN;
  }
}
