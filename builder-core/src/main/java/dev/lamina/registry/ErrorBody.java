package dev.lamina.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.http.Response;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import java.io.IOException;
import java.util.List;

/**
 * What a registry says of a refusal (OCI distribution-spec, "Error Codes").
 *
 * @param code such as {@code MANIFEST_UNKNOWN}; empty when the body is not a registry's
 * @param text for people, escaped
 */
record ErrorBody(String code, String text) {
  private static final int MAX_SIZE = 64 << 10;
  private static final int MAX_TEXT = 200;

  static ErrorBody read(Response response) {
    byte[] bytes;
    try {
      bytes = response.body().readNBytes(MAX_SIZE);
    } catch (IOException e) {
      return new ErrorBody("", "");
    }
    try {
      JsonObject object = Json.parseObject(bytes, "error");
      List<JsonObject> errors = object.objects("errors");
      if (!errors.isEmpty()) {
        JsonObject first = errors.get(0);
        return new ErrorBody(first.string("code", ""), text(first.string("message", "")));
      }
      // token servers say it in their own ways
      return new ErrorBody("", text(object.string("details", object.string("message", ""))));
    } catch (RefusedInputException e) {
      return new ErrorBody("", isHtml(response) ? "" : text(new String(bytes, UTF_8)));
    }
  }

  static boolean isHtml(Response response) {
    return response.header("Content-Type").orElse("").startsWith("text/html");
  }

  private static String text(String raw) {
    String line = raw.strip().replaceAll("\\s+", " ");
    return Escaped.text(line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) + "…" : line);
  }
}
