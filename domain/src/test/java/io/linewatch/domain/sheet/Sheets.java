package io.linewatch.domain.sheet;

import io.linewatch.domain.config.ConfigReader.Result;
import io.linewatch.domain.plant.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** Example sheets of the tests. */
public final class Sheets {
  private Sheets() {}

  public static PlantSheet demoLine() {
    return value(PlantSheetYaml.read(text("demo-line.yaml")));
  }

  /** The demo line in which every channel of this name asks for novelty. */
  public static PlantSheet withNovelty(String channel, Duration budget) {
    PlantSheet sheet = demoLine();
    return new PlantSheet(
        sheet.site(),
        sheet.gateways(),
        sheet.classes(),
        sheet.assets(),
        sheet.channels().stream()
            .map(row -> row.channel().equals(channel) ? withNovelty(row, budget) : row)
            .toList(),
        sheet.limits(),
        sheet.models(),
        sheet.sources());
  }

  private static ChannelRow withNovelty(ChannelRow row, Duration budget) {
    return new ChannelRow(
        row.asset(),
        row.assetClass(),
        row.channel(),
        row.quantity(),
        row.unit(),
        row.rangeLow(),
        row.rangeHigh(),
        Objects.requireNonNullElse(row.keep(), Channel.Keep.FULL),
        budget);
  }

  static String text(String name) {
    try (InputStream in = Sheets.class.getResourceAsStream("/sheet/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no test resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PlantSheet value(Result<PlantSheet> result) {
    PlantSheet sheet = result.value();
    if (sheet == null) {
      throw new AssertionError("the sheet has problems: " + result.problems());
    }
    return sheet;
  }
}
