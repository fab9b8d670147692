package io.linewatch.model.cli;

import io.linewatch.model.format.OciLayout;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every fit is told of the package it makes. */
final class PackageOptions {
  @Option(names = "--name", required = true, description = "Name of the model.")
  private String name;

  @Mixin private final StoreOption store = new StoreOption();

  @Option(
      names = "--asset-label",
      description = "What the model watches, in words, for its description.",
      defaultValue = "")
  private String assetLabel;

  String name() {
    return name;
  }

  String assetLabel() {
    return assetLabel;
  }

  OciLayout store() throws IOException {
    return store.open();
  }
}
