package dev.lamina.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.digest.Digest;
import dev.lamina.http.Response;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a registry says of a refusal (OCI distribution-spec, "Error Codes").
 *
 * @param code such as {@code MANIFEST_UNKNOWN}; empty when the body is not a registry's
 * @param text for people, escaped
 * @param digests that it names, of all errors that are of this code
 */
record ErrorBody(String code, String text, Set<Digest> digests) {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");
  private static final int MAX_SIZE = 64 << 10;
  private static final int MAX_TEXT = 200;

  static ErrorBody read(Response response) {
    byte[] bytes;
    try {
      bytes = response.body().readNBytes(MAX_SIZE);
    } catch (IOException e) {
      return said("");
    }
    try {
      JsonObject object = Json.parseObject(bytes, "error");
      List<JsonObject> errors = object.objects("errors");
      if (!errors.isEmpty()) {
        JsonObject first = errors.get(0);
        String code = first.string("code", "");
        return new ErrorBody(code, text(first.string("message", "")), digests(errors, code));
      }
      // token servers say it in their own ways
      return said(object.string("details", object.string("message", "")));
    } catch (RefusedInputException e) {
      return said(isHtml(response) ? "" : new String(bytes, UTF_8));
    }
  }

  private static ErrorBody said(String text) {
    return new ErrorBody("", text(text), Set.of());
  }

  /** Every registry has its own place for them. */
  private static Set<Digest> digests(List<JsonObject> errors, String code)
      throws RefusedInputException {
    Set<Digest> digests = new LinkedHashSet<>();
    for (JsonObject error : errors) {
      if (error.string("code", "").equals(code)) {
        DIGEST
            .matcher(error.toString())
            .results()
            .map(MatchResult::group)
            .map(Digest::parse)
            .forEach(digests::add);
      }
    }
    return digests;
  }

  static boolean isHtml(Response response) {
    return response.header("Content-Type").orElse("").startsWith("text/html");
  }

  private static String text(String raw) {
    String line = raw.strip().replaceAll("\\s+", " ");
    return Escaped.text(line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) + "…" : line);
  }
}
