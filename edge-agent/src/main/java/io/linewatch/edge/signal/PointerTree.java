package io.linewatch.edge.signal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON pointers, compiled into one tree, so that all are followed in one pass over a payload and
 * only what they lead to is built. What is passed over is checked as strictly as what is read.
 * Filled first, then only read: any thread.
 */
final class PointerTree {
  private static final int NO_SLOT = -1;

  private static final class Branch {
    private final Map<String, Branch> children = new HashMap<>();
    private int slot = NO_SLOT;
  }

  private final Branch root = new Branch();
  private int slots;

  /** The place in {@link #read}'s answer of what stands at this pointer. */
  int add(JsonPointer pointer) {
    Branch branch = root;
    for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
      branch = branch.children.computeIfAbsent(rest.getMatchingProperty(), _ -> new Branch());
    }
    if (branch.slot == NO_SLOT) {
      branch.slot = slots++;
    }
    return branch.slot;
  }

  /**
   * What stands at each pointer, a missing node where nothing does; null when the payload is blank.
   *
   * @throws com.fasterxml.jackson.core.JsonProcessingException with the mistake
   */
  JsonNode @Nullable [] read(byte[] payload) throws IOException {
    JsonNode[] found = new JsonNode[slots];
    Arrays.fill(found, MissingNode.getInstance());
    try (JsonParser parser = JsonText.parser(payload)) {
      if (parser.nextToken() == null) {
        return null;
      }
      follow(root, parser, found);
      JsonText.requireEnd(parser);
      return found;
    }
  }

  /** Takes the value the parser stands at, up to its last token. */
  private static void follow(@Nullable Branch branch, JsonParser parser, JsonNode[] found)
      throws IOException {
    if (branch == null) {
      JsonText.pass(parser);
    } else if (branch.slot != NO_SLOT) {
      fill(branch, JsonText.value(parser), found);
    } else if (parser.hasToken(JsonToken.START_OBJECT)) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        Branch child = branch.children.get(parser.currentName());
        parser.nextToken();
        follow(child, parser, found);
      }
    } else if (parser.hasToken(JsonToken.START_ARRAY)) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        follow(branch.children.get(Integer.toString(i)), parser, found);
      }
    } else {
      JsonText.pass(parser);
    }
  }

  /** One pointer may lead to a value, and another one into it. */
  private static void fill(Branch branch, JsonNode value, JsonNode[] found) {
    if (branch.slot != NO_SLOT) {
      found[branch.slot] = value;
    }
    if (value.isContainerNode()) {
      branch.children.forEach(
          (name, child) -> fill(child, value.at(JsonPointer.empty().appendProperty(name)), found));
    }
  }
}
