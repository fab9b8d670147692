package io.linewatch.domain.sheet;

import org.jspecify.annotations.Nullable;

/**
 * A class of assets; channels and limits given to it are given to each of its assets.
 *
 * @param name what people call it; the id when left out
 */
public record ClassRow(String id, @Nullable String name) {
  public ClassRow {
    name = SheetText.blankToNull(name);
  }
}
