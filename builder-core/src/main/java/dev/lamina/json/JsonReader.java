package dev.lamina.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds the tree of one document from the tokens of Jackson's streaming parser; iterative. */
final class JsonReader {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_STRING = 1 << 20;
  private static final int MAX_MEMBERS = 10_000;

  /** Where Jackson's messages name the setting of the parser that says so. */
  private static final Pattern PARSER_SETTING = Pattern.compile(", from `[^`]*`");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_STRING)
                  .maxNameLength(MAX_STRING)
                  .maxNumberLength(JsonNumber.MAX_LENGTH)
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          // names come from outside: neither kept for the life of the process nor trusted to differ
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  private final byte[] bytes;
  private final String what;
  private final JsonLimits limits;
  private final Deque<Open> open = new ArrayDeque<>();
  private int values;

  JsonReader(byte[] bytes, String what, JsonLimits limits) {
    this.bytes = bytes;
    this.what = what;
    this.limits = limits;
  }

  /** A container that is being read. */
  private static final class Open {
    final String where;
    final @Nullable Map<String, JsonValue> members;
    final List<JsonValue> elements = new ArrayList<>();
    String key = "";

    Open(String where, boolean object) {
      this.where = where;
      this.members = object ? new LinkedHashMap<>() : null;
    }

    String whereNext() {
      return members == null
          ? where + "[" + elements.size() + "]"
          : where + (where.endsWith(": ") ? "" : ".") + Escaped.text(key);
    }

    void add(JsonValue value) {
      if (members == null) {
        elements.add(value);
      } else {
        members.put(key, value);
      }
    }

    JsonValue close() {
      if (members != null) {
        String name = where.endsWith(": ") ? where.substring(0, where.length() - 2) : where;
        return new JsonObject(members, name);
      }
      return elements.isEmpty() ? JsonArray.EMPTY : new JsonArray(elements);
    }
  }

  JsonValue read() throws RefusedInputException {
    if (bytes.length > limits.maxBytes()) {
      throw refusal("larger than " + limits.maxBytes() + " bytes", limits.maxBytes());
    }
    checkEncoding();
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      return readOnly(parser);
    } catch (RefusedInputException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /** The value, and nothing behind it. */
  private JsonValue readOnly(JsonParser parser) throws IOException {
    try {
      JsonValue root = readTree(parser);
      if (parser.nextToken() != null) {
        throw refusal(
            "something follows the JSON value", parser.currentTokenLocation().getByteOffset());
      }
      return root;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
      // not the cause: its message says the same once more, with the parser's own idea of a place
      String why = PARSER_SETTING.matcher(e.getOriginalMessage()).replaceAll("");
      throw refusal("not JSON: " + Escaped.text(why), at.getByteOffset());
    }
  }

  private JsonValue readTree(JsonParser parser) throws IOException {
    while (true) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw refusal("ends where a JSON value is expected", bytes.length);
      }
      if (token == JsonToken.FIELD_NAME) {
        name(parser);
        continue;
      }
      JsonValue done = null;
      if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
        count(parser);
        Open top = open.peek();
        open.push(
            new Open(top == null ? what + ": " : top.whereNext(), token == JsonToken.START_OBJECT));
      } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
        done = open.pop().close();
      } else {
        count(parser);
        done = scalar(parser, token);
      }
      if (done != null) {
        Open top = open.peek();
        if (top == null) {
          return done;
        }
        top.add(done);
      }
    }
  }

  private void name(JsonParser parser) throws IOException {
    Open top = open.element();
    top.key = whole(parser.currentName(), parser);
    Map<String, JsonValue> members = top.members;
    if (members == null) {
      throw new IllegalStateException("a name inside an array");
    }
    if (members.containsKey(top.key)) {
      throw refusal("duplicate key '" + Escaped.text(top.key) + "'", offset(parser));
    }
    if (members.size() == MAX_MEMBERS) {
      throw refusal("an object with more than " + MAX_MEMBERS + " keys", offset(parser));
    }
  }

  private JsonValue scalar(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_STRING -> new JsonString(whole(parser.getText(), parser));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> JsonBoolean.TRUE;
      case VALUE_FALSE -> JsonBoolean.FALSE;
      case VALUE_NULL -> JsonNull.NULL;
      default -> throw refusal("unexpected token", offset(parser));
    };
  }

  private JsonNumber number(JsonParser parser) throws IOException {
    if (parser.getTextLength() > JsonNumber.MAX_LENGTH) {
      throw refusal(
          "a number of more than " + JsonNumber.MAX_LENGTH + " characters", offset(parser));
    }
    return new JsonNumber(parser.getText());
  }

  /** Refuses half a surrogate pair, which no UTF-8 can carry and an escape can smuggle in. */
  private String whole(String text, JsonParser parser) throws RefusedInputException {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        int point = text.codePointAt(i);
        if (!Character.isSupplementaryCodePoint(point)) {
          throw refusal("a string with half a surrogate pair", offset(parser));
        }
        i++;
      }
    }
    return text;
  }

  private void count(JsonParser parser) throws RefusedInputException {
    values++;
    if (values > limits.maxValues()) {
      throw refusal("more than " + limits.maxValues() + " values", offset(parser));
    }
  }

  /** Jackson guesses UTF-16 and UTF-32 and lets a byte order mark pass: only UTF-8 is JSON. */
  private void checkEncoding() throws RefusedInputException {
    if (bytes.length >= 3
        && bytes[0] == (byte) 0xef
        && bytes[1] == (byte) 0xbb
        && bytes[2] == (byte) 0xbf) {
      throw refusal("begins with a byte order mark", 0);
    }
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      if (bytes[i] == 0) {
        throw refusal("a NUL byte, so not JSON in UTF-8", i);
      }
    }
    CharsetDecoder decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer chars = CharBuffer.allocate(8192);
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      chars.clear();
      result = decoder.decode(in, chars, true);
    }
    if (result.isError()) {
      throw refusal("invalid UTF-8", in.position());
    }
  }

  private static long offset(JsonParser parser) {
    return parser.currentTokenLocation().getByteOffset();
  }

  private RefusedInputException refusal(String why, long offset) {
    return new RefusedInputException(what + ": " + why + " (at byte " + offset + ")");
  }
}
