package dev.lamina.oci;

import dev.lamina.digest.Digest;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Digests as members of documents. */
final class Digests {
  private Digests() {}

  static Digest read(JsonObject object, String key) throws RefusedInputException {
    return parse(object, key, object.string(key));
  }

  static List<Digest> readAll(JsonObject object, String key) throws RefusedInputException {
    List<Digest> digests = new ArrayList<>();
    for (String text : object.strings(key)) {
      digests.add(parse(object, key, text));
    }
    return digests;
  }

  private static Digest parse(JsonObject object, String key, String text)
      throws RefusedInputException {
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException e) {
      String shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
      throw object.refusal(key, "'" + Escaped.text(shown) + "': " + e.getMessage());
    }
  }
}
