package io.linewatch.domain.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * JSON or YAML text as a tree, bounded and strict: one document, no key twice, no aliases. In a
 * YAML tree every scalar is text as it was written, so that the type asked for decides what it
 * means.
 *
 * @param root missing when the text could not be read at all
 * @param lines line of the text by path; YAML only
 * @param problems what is wrong with the text itself
 */
public record TextTree(JsonNode root, Map<String, Integer> lines, List<Problem> problems) {
  /** Greatest nesting of what this house writes is 8. */
  private static final int MAX_DEPTH = 32;

  private static final int MAX_YAML_CHARS = 16 << 20;
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxNumberLength(64)
          .maxNameLength(512)
          .maxStringLength(1 << 20)
          .build();
  private static final JsonFactory JSON =
      JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();
  private static final YAMLFactory YAML = yaml();

  /** The tokens of strict JSON, with the same bounds. */
  static JsonParser jsonParser(String text) throws IOException {
    return JSON.createParser(text);
  }

  /** Reads one JSON value; scalars keep their JSON type. */
  public static TextTree ofJson(String text) {
    try (JsonParser parser = jsonParser(text)) {
      return new Walk(parser, false).document();
    } catch (IOException e) {
      return unreadable(e);
    }
  }

  /** Reads one YAML document; scalars are text. */
  public static TextTree ofYaml(String text) {
    if (text.length() > MAX_YAML_CHARS) {
      return unreadable("is longer than " + MAX_YAML_CHARS + " characters");
    }
    try (JsonParser parser = YAML.createParser(text)) {
      return new Walk(parser, true).document();
    } catch (IOException | YAMLException e) {
      return unreadable(e);
    }
  }

  /** The problem with the line of its place, or of the nearest place above that the text has. */
  public Problem placed(Problem problem) {
    String path = problem.path();
    while (!path.isEmpty() && !lines.containsKey(path)) {
      path = path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
    Integer line = path.isEmpty() ? null : lines.get(path);
    return line == null
        ? problem
        : new Problem(problem.path(), problem.message() + " (line " + line + ")");
  }

  private static YAMLFactory yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(MAX_YAML_CHARS);
    options.setMaxAliasesForCollections(0);
    return YAMLFactory.builder().loaderOptions(options).streamReadConstraints(CONSTRAINTS).build();
  }

  private static TextTree unreadable(Exception e) {
    String reason = e instanceof JsonProcessingException json ? json.getOriginalMessage() : "";
    if (reason.isEmpty()) {
      reason = String.valueOf(e.getMessage());
    }
    String where =
        e instanceof JsonProcessingException json && json.getLocation() != null
            ? " (line "
                + json.getLocation().getLineNr()
                + ", column "
                + json.getLocation().getColumnNr()
                + ")"
            : "";
    return unreadable("cannot be read: " + firstLine(reason) + where);
  }

  private static TextTree unreadable(String reason) {
    return new TextTree(MissingNode.getInstance(), Map.of(), List.of(new Problem("", reason)));
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  /** One pass over the tokens. */
  private static final class Walk {
    private final JsonParser parser;
    private final boolean textScalars;
    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    Walk(JsonParser parser, boolean textScalars) {
      this.parser = parser;
      this.textScalars = textScalars;
    }

    TextTree document() throws IOException {
      if (parser.nextToken() == null) {
        return unreadable("is empty");
      }
      JsonNode root = value("");
      if (parser.nextToken() != null) {
        problem("", "has something after its end; one document only");
      }
      return new TextTree(root, lines, problems);
    }

    private void problem(String path, String message) {
      if (problems.size() < Problem.MAX_KEPT) {
        problems.add(new Problem(path, message));
      }
    }

    private JsonNode value(String path) throws IOException {
      if (textScalars) {
        lines.put(path, parser.currentTokenLocation().getLineNr());
        refuseAliases(path);
      }
      JsonToken token = parser.currentToken();
      return switch (token) {
        case START_OBJECT -> object(path);
        case START_ARRAY -> array(path);
        case VALUE_NULL -> nodes.nullNode();
        default -> textScalars ? yamlScalar() : jsonScalar(token);
      };
    }

    private void refuseAliases(String path) throws IOException {
      if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
        problem(path, "aliases are not allowed; write it out");
      }
    }

    /** A key with nothing after it has no value, whether or not there are quotation marks. */
    private JsonNode yamlScalar() throws IOException {
      String text = parser.getText();
      return text.isEmpty() ? nodes.nullNode() : nodes.textNode(text);
    }

    private JsonNode jsonScalar(JsonToken token) throws IOException {
      return switch (token) {
        case VALUE_TRUE, VALUE_FALSE -> nodes.booleanNode(token == JsonToken.VALUE_TRUE);
        case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDoubleValue());
        case VALUE_NUMBER_INT ->
            parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? nodes.numberNode(parser.getBigIntegerValue())
                : nodes.numberNode(parser.getLongValue());
        default -> nodes.textNode(parser.getText());
      };
    }

    private ObjectNode object(String path) throws IOException {
      ObjectNode object = nodes.objectNode();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        String childPath = path.isEmpty() ? name : path + "." + name;
        parser.nextToken();
        JsonNode child = value(childPath);
        if (object.has(name)) {
          problem(childPath, "stands here twice");
        }
        object.set(name, child);
      }
      return object;
    }

    private ArrayNode array(String path) throws IOException {
      ArrayNode array = nodes.arrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        array.add(value(path + "[" + array.size() + "]"));
      }
      return array;
    }
  }
}
