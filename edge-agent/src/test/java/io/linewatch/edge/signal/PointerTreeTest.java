package io.linewatch.edge.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PointerTreeTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String[] NAMES = {"a", "b", "0", "1", "01", "ä/~", ""};

  private final Random random = new Random(20_261_130);

  private JsonNode document(int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (depth == 0 ? 2 + random.nextInt(7) : random.nextInt(9)) {
      case 0 -> object(depth);
      case 1 -> array(depth);
      case 2 -> nodes.numberNode(random.nextInt());
      case 3 -> nodes.numberNode(random.nextLong());
      case 4 -> nodes.numberNode(new BigInteger(90, random));
      case 5 -> nodes.numberNode(random.nextGaussian());
      case 6 -> nodes.textNode("text \"" + random.nextInt() + "\" ü");
      case 7 -> nodes.booleanNode(random.nextBoolean());
      default -> nodes.nullNode();
    };
  }

  private ObjectNode object(int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      object.set(NAMES[random.nextInt(NAMES.length)], document(depth - 1));
    }
    return object;
  }

  private ArrayNode array(int depth) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      array.add(document(depth - 1));
    }
    return array;
  }

  private JsonPointer pointer() {
    JsonPointer pointer = JsonPointer.empty();
    for (int i = random.nextInt(4); i > 0; i--) {
      pointer = pointer.appendProperty(NAMES[random.nextInt(NAMES.length)]);
    }
    return pointer;
  }

  @Test
  void everyPointerFindsWhatItFindsInTheWholeTree() throws IOException {
    int found = 0;
    for (int round = 0; round < 20_000; round++) {
      JsonNode document = document(3);
      List<JsonPointer> pointers = new ArrayList<>();
      PointerTree tree = new PointerTree();
      int[] slots = new int[1 + random.nextInt(5)];
      for (int i = 0; i < slots.length; i++) {
        pointers.add(pointer());
        slots[i] = tree.add(pointers.get(i));
      }
      byte[] payload = MAPPER.writeValueAsBytes(document);

      JsonNode[] read = Objects.requireNonNull(tree.read(payload));

      JsonNode whole = MAPPER.readTree(payload);
      for (int i = 0; i < slots.length; i++) {
        assertThat(read[slots[i]])
            .as("%s in %s", pointers, document)
            .isEqualTo(whole.at(pointers.get(i)));
        found += read[slots[i]].isMissingNode() ? 0 : 1;
      }
    }
    assertThat(found).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"x\":{\"y\":1,\"y\":2}}",
        "{\"a\":1,\"x\":[1,2",
        "{\"a\":1,\"x\":01}",
        "{\"a\":1} 2",
        "{\"a\":1,\"x\":\"\\q\"}",
        "{\"a\":1,\"x\":\"tab\tin it\"}"
      })
  void whatIsPassedOverIsCheckedAsStrictlyAsWhatIsWanted(String payload) {
    PointerTree tree = new PointerTree();
    tree.add(JsonPointer.compile("/a"));

    assertThatThrownBy(() -> tree.read(payload.getBytes(UTF_8)))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void aTextThatIsTooLongIsRefusedWhereverItStands() {
    PointerTree tree = new PointerTree();
    tree.add(JsonPointer.compile("/a"));
    String payload = "{\"a\":1,\"x\":\"" + "y".repeat(70_000) + "\"}";

    assertThatThrownBy(() -> tree.read(payload.getBytes(UTF_8)))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void nestingBeyondTheBoundIsRefusedWhereverItStands() {
    PointerTree tree = new PointerTree();
    tree.add(JsonPointer.compile("/a"));
    String payload = "{\"a\":1,\"x\":" + "[".repeat(40) + "]".repeat(40) + "}";

    assertThatThrownBy(() -> tree.read(payload.getBytes(UTF_8)))
        .isInstanceOf(JsonProcessingException.class);
  }
}
