package dev.lamina.page;

import dev.lamina.digest.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The parts of a page that are the same for every image. */
final class Resources {
  private static final List<String> STYLES =
      List.of("colours.css", "page.css", "tables.css", "treemap.css", "narrow.css");
  private static final List<String> SCRIPTS =
      List.of(
          "figures.js",
          "model.js",
          "squarify.js",
          "painting.js",
          "boxes.js",
          "treemap.js",
          "layers.js",
          "sorting.js",
          "main.js");

  private Resources() {}

  static String template() throws IOException {
    return read("page.html");
  }

  static String style() throws IOException {
    return joined(STYLES);
  }

  /** One scope for all files. */
  static String script() throws IOException {
    return "(() => {\n'use strict';\n" + joined(SCRIPTS) + "})();\n";
  }

  /** What a content security policy calls a text. */
  static String policySource(String text) {
    byte[] hash =
        HexFormat.of().parseHex(Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex());
    return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }

  private static String joined(List<String> names) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String name : names) {
      all.append(read(name));
    }
    return all.toString();
  }

  private static String read(String name) throws IOException {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      in.transferTo(bytes);
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
