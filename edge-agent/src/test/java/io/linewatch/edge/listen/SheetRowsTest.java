package io.linewatch.edge.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredStateCompiler;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.sheet.ChannelRow;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.PlantSheetCsv;
import io.linewatch.domain.sheet.PlantSheetYaml;
import io.linewatch.domain.sheet.SourceRow;
import io.linewatch.domain.signal.Reading;
import io.linewatch.edge.signal.Decoded;
import io.linewatch.edge.signal.PayloadDecoder;
import io.linewatch.edge.signal.PresetDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheetRowsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  private final TopicLog log = new TopicLog();

  private static SheetRows.Place place(String asset, String pattern) {
    return new SheetRows.Place("gw", "s/a/l1", "a", "l1", asset, pattern);
  }

  private SheetRows.Made made(String asset, String pattern) {
    return SheetRows.of(log.heard(), place(asset, pattern), Set.of());
  }

  private void hear(String topic, String payload) {
    log.take(topic, payload.getBytes(UTF_8), NOW);
  }

  private static DesiredState compiled(SheetRows.Made made) {
    assertThat(made.problems()).isEmpty();
    PlantSheet sheet = made.sheet();
    String csv = PlantSheetCsv.write(sheet);
    String yaml = PlantSheetYaml.write(sheet);
    assertThat(PlantSheetCsv.check(csv)).isEmpty();
    assertThat(PlantSheetYaml.check(yaml)).isEmpty();
    assertThat(PlantSheetCsv.read(csv).value()).isEqualTo(sheet);
    assertThat(PlantSheetYaml.read(yaml).value()).isEqualTo(sheet);
    return DesiredStateCompiler.compile(sheet, "gw", 1, NOW, "test");
  }

  /** What the rows read of a message. */
  private static Set<String> read(DesiredState desired, String topic, byte[] payload) {
    List<String> problems = new ArrayList<>();
    var presets = desired.sources().stream().filter(s -> s.preset() != null).toList();
    Decoded decoded =
        PresetDecoder.of(presets, desired.channels(), problems).decode(topic, payload, NOW);
    if (decoded == null) {
      decoded =
          PayloadDecoder.of(desired.sources(), desired.channels(), problems)
              .decode(topic, payload, NOW);
    }
    assertThat(problems).isEmpty();
    return decoded.messages().stream()
        .flatMap(message -> message.readings().stream())
        .map(Reading::channel)
        .map(Object::toString)
        .collect(Collectors.toSet());
  }

  private static Set<String> channels(DesiredState desired) {
    return desired.channels().stream().map(c -> c.id().toString()).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kepware",
        "neuron-tags",
        "neuron-values",
        "telegraf",
        "node-red",
        "umh",
        "umh-historian",
        "flat-json",
        "opc-ua-pubsub"
      })
  void theRowsForEveryGoldenFormReadAtLeastOneOfTheirChannels(String file) throws IOException {
    byte[] payload;
    try (InputStream in = SheetRowsTest.class.getResourceAsStream("/presets/" + file + ".json")) {
      payload = Objects.requireNonNull(in).readAllBytes();
    }
    log.take("plc/press", payload, NOW);

    DesiredState desired = compiled(made("press-301", ""));

    Set<String> read = read(desired, "plc/press", payload);
    assertThat(read).isNotEmpty();
    assertThat(channels(desired)).containsAll(read);
  }

  @Test
  void everyNumberOfAFlatMessageIsAChannelWithItsGuessedUnit() {
    hear("plc/press", "{\"force_kn\":1.5,\"head\":{\"temp\":20},\"on\":true,\"ts\":1}");

    DesiredState desired = compiled(made("press", ""));

    assertThat(
            read(
                desired,
                "plc/press",
                "{\"force_kn\":1.5,\"head\":{\"temp\":20},\"on\":true,\"ts\":1772352000}"
                    .getBytes(UTF_8)))
        .isEqualTo(channels(desired))
        .containsExactlyInAnyOrder(
            "s/a/l1/press/force_kn", "s/a/l1/press/head.temp", "s/a/l1/press/on");
    assertThat(desired.channels())
        .filteredOn(channel -> channel.id().channel().equals("force_kn"))
        .extracting(Channel::unit)
        .containsExactly("kN");
  }

  @Test
  void aBareValueIsNamedByTheEndOfItsTopic() {
    hear("hall/pump-1/temp", "21.5");

    DesiredState desired = compiled(made("", ""));

    assertThat(read(desired, "hall/pump-1/temp", "22".getBytes(UTF_8)))
        .containsExactly("s/a/l1/pump-1/temp");
  }

  @Test
  void namesThatAreNoneBecomeSomeAndNoneOfThemIsTakenTwice() {
    hear("x/§1 ° press", "{\"T °C\":1,\"T?C\":2,\"" + "n".repeat(80) + "\":3}");

    DesiredState desired = compiled(made("", ""));

    assertThat(desired.channels()).hasSize(3);
  }

  @Test
  void aPatternMakesOneSourceForManyTopics() {
    for (String topic : List.of("f/l1/pump/temp", "f/l1/pump/flow", "f/l2/saw/temp")) {
      hear(topic, "{\"value\":1,\"time\":\"2026-03-01T08:00:00Z\"}");
    }
    hear("f/l1/pump/state", "running");

    SheetRows.Made made = made("", "f/{line}/{asset}/{channel}");
    DesiredState desired = compiled(made);

    assertThat(made.skipped()).containsExactly("f/l1/pump/state: not JSON");
    assertThat(desired.sources()).hasSize(1);
    assertThat(desired.sources().getFirst().time()).isEqualTo("/time");
    assertThat(channels(desired))
        .containsExactlyInAnyOrder("s/a/l1/pump/temp", "s/a/l1/pump/flow", "s/a/l2/saw/temp");
    assertThat(
            read(
                desired,
                "f/l2/saw/temp",
                "{\"value\":1,\"time\":\"2026-03-01T08:00:00Z\"}".getBytes(UTF_8)))
        .containsExactly("s/a/l2/saw/temp");
  }

  @Test
  void aPatternReadsBareValuesToo() {
    hear("hall/pump-1/temp", "21.5");
    hear("hall/pump-2/temp", "22.5");

    DesiredState desired = compiled(made("", "hall/{asset}/{channel}"));

    assertThat(desired.sources()).hasSize(1);
    assertThat(read(desired, "hall/pump-2/temp", "23".getBytes(UTF_8)))
        .containsExactly("s/a/l1/pump-2/temp");
  }

  @Test
  void aPatternWithoutChannelReadsTheNamesInTheMessages() {
    hear("plc/l1/press", "{\"force\":1}");
    hear("plc/l1/saw", "{\"speed\":1}");

    DesiredState desired = compiled(made("", "plc/{line}/{asset}"));

    assertThat(channels(desired))
        .containsExactlyInAnyOrder("s/a/l1/press/force", "s/a/l1/saw/speed");
    assertThat(read(desired, "plc/l1/saw", "{\"speed\":1}".getBytes(UTF_8)))
        .containsExactly("s/a/l1/saw/speed");
  }

  @Test
  void aSparkplugDeviceIsReadWithoutItsVerb() {
    log.take("spBv1.0/plant/DDATA/node/301", new byte[] {8, 1}, NOW);

    DesiredState desired = compiled(made("", ""));

    assertThat(desired.sources().getFirst().topic()).isEqualTo("spBv1.0/plant/node/301");
  }

  @Test
  void whatTheGatewayHasAlreadyIsLeftOutOfTheRowsToAdd() {
    hear("plc/press", "{\"force\":1,\"temp\":2}");
    SheetRows.Made made = made("press", "");
    DesiredState runs = compiled(made);

    PlantSheet none =
        made.without(
            runs.assets().stream().map(Asset::path).collect(Collectors.toSet()),
            new HashSet<>(runs.channels()),
            Set.of());

    assertThat(none.gateways()).isEmpty();
    assertThat(none.assets()).isEmpty();
    assertThat(none.channels()).isEmpty();
    assertThat(none.sources()).hasSize(1);
    PlantSheet whole = made.sheet();
    List<ChannelRow> channels = new ArrayList<>(whole.channels());
    channels.addAll(none.channels());
    List<SourceRow> sources = new ArrayList<>(none.sources());
    assertThat(
            PlantSheetYaml.check(
                PlantSheetYaml.write(
                    new PlantSheet(
                        "s",
                        whole.gateways(),
                        List.of(),
                        whole.assets(),
                        channels,
                        List.of(),
                        List.of(),
                        sources))))
        .isEmpty();
  }

  @Test
  void anIdThatIsTakenIsNotUsedAgain() {
    hear("plc/press", "{\"force\":1}");
    assertThat(
            SheetRows.of(log.heard(), place("press", ""), Set.of("plc-press"))
                .sheet()
                .sources()
                .getFirst()
                .id())
        .isEqualTo("plc-press-2");
  }

  @Test
  void aPlaceThatIsNoneIsSaidAndNothingIsMade() {
    hear("plc/press", "{\"force\":1}");

    SheetRows.Made made =
        SheetRows.of(log.heard(), new SheetRows.Place("gw", "", "", "l1", "press", ""), Set.of());

    assertThat(made.problems()).isNotEmpty();
  }
}
