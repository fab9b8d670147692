package io.linewatch.edge.status;

import io.linewatch.edge.commissioning.PointReason;
import java.util.Map;

/** The words of the gateway's pages, in the page's language. */
final class PageWords {
  private static final Map<String, String[]> WORDS =
      Map.ofEntries(
          word("gateway", "Gateway", "网关"),
          word("topics", "Topics heard", "收到的主题"),
          word("points", "Point check", "测点核对"),
          word("stations", "Camera stations", "相机工位"),
          word("station", "Station", "工位"),
          word("watched", "Asset", "设备"),
          word("product", "Set up for", "当前产品"),
          word("lastpart", "Last part", "最近工件"),
          word("verdict.OK", "OK", "合格"),
          word("verdict.REVIEW", "To review", "待复检"),
          word("verdict.NG", "NG", "不合格"),
          word("verdict.NOT_INSPECTED", "Not inspected", "未检验"),
          word("bypicture", "each picture names it", "由图片指明"),
          word(
              "noproduct.CHANNEL",
              "nothing: publish the product on the recipe topic, retained",
              "未设定：请在配方主题上发布产品名（保留消息）"),
          word(
              "noproduct.API",
              "nothing: linewatch-edge recipe STATION PRODUCT",
              "未设定：请运行 linewatch-edge recipe 工位 产品"),
          word(
              "nostations",
              "This gateway has no camera stations: see inspection in edge.yaml.",
              "此网关没有相机工位：请参见 edge.yaml 中的 inspection。"),
          word("sincestart", "Counts since the agent's start.", "计数自代理启动以来。"),
          word("listen", "Listen", "开始监听"),
          word("stop", "Stop", "停止"),
          word("connection", "Connection", "连接"),
          word("filter", "Topic filter", "主题过滤器"),
          word("length", "For", "时长"),
          word("seconds", "s", "秒"),
          word(
              "listenhint",
              "Listens over a connection of its own at QoS 0; what the gateway decides goes on"
                  + " untouched. Nothing is remembered from before.",
              "使用独立连接（QoS 0）监听，不影响网关的判断；此前的消息不会被记住。"),
          word("listening", "Listening to", "正在监听"),
          word("listened", "Listened to", "已监听"),
          word("on", "on", "连接"),
          word("left", "s left", "秒后结束"),
          word("reload", "Show what was heard so far", "显示目前收到的内容"),
          word("kept", "topics", "个主题"),
          word("beyond", "messages on topics beyond the bound were not remembered", "条消息因主题过多未被记录"),
          word(
              "slowed",
              "seconds in which more came than is taken: rates are lower bounds",
              "秒内消息过多，频率为下限"),
          word("topic", "Topic", "主题"),
          word("rate", "Rate", "频率"),
          word("form", "Form", "格式"),
          word("values", "Values (unit guessed)", "值（推测单位）"),
          word("mapped", "Read by", "读取来源"),
          word("unmapped", "NOT MAPPED", "未映射"),
          word("own", "Linewatch tells it", "Linewatch 自身发布"),
          word("quality.GOOD", "good", "良好"),
          word("quality.UNCERTAIN", "uncertain", "存疑"),
          word("quality.BAD", "bad", "坏"),
          reason(PointReason.Kind.NONE, "%s"),
          reason(PointReason.Kind.AS_TOLD, "%s"),
          reason(PointReason.Kind.SENDER_BAD, "发送方标记该值为坏：请检查传感器和接线。"),
          reason(PointReason.Kind.NO_SOURCE, "工厂表中没有来源指向此测点：请将通道加入来源的 values，或改正其主题中的名称。"),
          reason(PointReason.Kind.NOTHING_YET, "%s 上尚未收到任何消息。"),
          reason(PointReason.Kind.QUIET, "已超过一分钟没有收到消息。"),
          word("sample", "Payload begins", "内容开头"),
          word("silent", "Mapped, but not heard while listening", "已映射但监听期间未收到"),
          word("silentnone", "Every source was heard.", "所有来源都已收到。"),
          word("source", "Source", "来源"),
          word("find", "Find", "查找"),
          word("only", "Show", "显示"),
          word("all", "all", "全部"),
          word("onlyunmapped", "not mapped", "未映射"),
          word("apply", "Apply", "应用"),
          word("more", "more are not shown: narrow it with Find", "项未显示：请用“查找”缩小范围"),
          word("rows", "Rows of the plant sheet for the selection", "为所选主题生成工厂表的行"),
          word("home", "Gateway's home (site/area/line)", "网关位置（site/area/line）"),
          word("area", "Area", "区域"),
          word("line", "Line", "产线"),
          word("asset", "Asset (empty: from the topic)", "设备（留空：取自主题）"),
          word(
              "pattern",
              "One source for all, by a pattern such as plant/{line}/{asset}/{channel} (empty: one"
                  + " source a topic)",
              "用一个模式作为同一来源，如 plant/{line}/{asset}/{channel}（留空：每个主题一个来源）"),
          word("scope", "Rows", "范围"),
          word("new", "to add to the sheet that runs", "仅新增的行"),
          word("whole", "as a sheet of its own", "完整的独立表"),
          word("csv", "Download CSV", "下载 CSV"),
          word("yaml", "Download YAML", "下载 YAML"),
          word("show", "Show to copy", "显示以便复制"),
          word("guess", "Each guess must be checked by somebody who knows.", "所有推测都须由了解现场的人核对。"),
          word("skipped", "No row can read", "无法生成行"),
          word("problems", "The plant sheet's check would refuse these rows", "工厂表检查不接受这些行"),
          word("back", "Back", "返回"),
          word("who", "Who checks", "核对人"),
          word(
              "whohint",
              "Say who you are; then each point that is live can be marked.",
              "请先填写姓名，随后可标记在线的测点。"),
          word("point", "Point", "测点"),
          word("state", "State", "状态"),
          word("value", "Value", "值"),
          word("moved", "Last minute", "近一分钟"),
          word("age", "Age", "距今"),
          word("quality", "Quality", "质量"),
          word("reason", "Why, and where it is expected", "原因与预期主题"),
          word("checked", "Checked", "已核对"),
          word("check", "Checked", "标记为已核对"),
          word("uncheck", "Take back", "撤销"),
          word("WAITING", "waiting", "等待"),
          word("LIVE", "✓ live", "✓ 在线"),
          word("QUIET", "quiet", "静默"),
          word("BAD", "bad", "异常"),
          word("unchecked", "not checked", "未核对"),
          word("record", "Download the record (CSV)", "下载核对记录（CSV）"),
          word(
              "noplan",
              "There is no plan yet: apply a plant sheet at the centre.",
              "尚无计划：请在中心应用工厂表。"),
          word("waveform", "waveform", "波形"),
          word("of", "of", "/"),
          word("vibration", "Vibration points", "振动测点"),
          word("lastblock", "Last block", "最近波形块"),
          word("zone", "Severity zone (ISO 20816-3)", "振动等级（ISO 20816-3）"),
          word("zonegiven", "told", "已给出"),
          word("zoneunasked", "not asked for", "未要求"),
          word("zonerefused", "refused:", "不予给出："),
          word("protection", "Self-protection", "自我保护"),
          word("mark", "Mark", "界限"),
          word("now", "Now", "当前"),
          word("raise", "Begins at", "开始于"),
          word("clear", "Over at", "结束于"),
          word("crossed", "crossed", "已越限"),
          word("kept-within", "kept", "正常"),
          word("process-cpu", "The agent's cores, %", "代理占用 CPU，%"),
          word("machine-cpu", "The machine's cores, %", "整机 CPU，%"),
          word("heap", "Heap after garbage collection, %", "垃圾回收后堆内存，%"),
          word("process-memory", "The agent's memory, % of the machine's", "代理内存，占整机 %"),
          word("disk", "Disk free, MB", "磁盘可用，MB"),
          word("outbox", "Outbox, % of its bound", "发件箱，占上限 %"),
          word("gated", "left out / gaps", "未采用 / 缺口"));

  private static final Map<String, String> FORMS =
      Map.of(
          "flat JSON", "扁平 JSON",
          "not JSON", "非 JSON",
          "a JSON list", "JSON 列表",
          "a text", "文本",
          "a bare value", "单个值",
          "empty", "空",
          "blank", "空白",
          "unreadable", "无法读取",
          "larger than 1 MiB", "大于 1 MiB");

  private PageWords() {}

  private static Map.Entry<String, String[]> word(String key, String english, String chinese) {
    return Map.entry(key, new String[] {english, chinese});
  }

  private static Map.Entry<String, String[]> reason(PointReason.Kind kind, String chinese) {
    return word("reason." + kind.name(), kind.english(), chinese);
  }

  /** The form of a message; products keep their names. */
  static String form(PageText language, String words) {
    return language == PageText.ZH ? FORMS.getOrDefault(words, words) : words;
  }

  static String of(PageText language, String key) {
    String[] words = WORDS.get(key);
    if (words == null) {
      throw new IllegalArgumentException("no word for " + key);
    }
    return words[language == PageText.ZH ? 1 : 0];
  }
}
