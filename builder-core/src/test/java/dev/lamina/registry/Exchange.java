package dev.lamina.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A request as it came in.
 *
 * @param target path and query
 * @param headers by name in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that nobody compares
record Exchange(String method, String target, Map<String, String> headers, byte[] body) {
  String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /** {@code GET /v2/…}, as the log of a server shows it. */
  @Override
  public String toString() {
    return method + " " + target;
  }

  /** Reads a head; null at the end of the connection. The body is read by {@link #withBody}. */
  static @org.jspecify.annotations.Nullable Exchange head(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    String[] words = first.split(" ", 3);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Exchange(words[0], words[1], headers, new byte[0]);
  }

  long length() {
    String length = header("Content-Length");
    return length.isEmpty() ? 0 : Long.parseLong(length);
  }

  /** Reads the body; asks for it first when the client waits to be asked. */
  Exchange withBody(InputStream in, OutputStream out) throws IOException {
    if (header("Expect").equalsIgnoreCase("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
      out.flush();
    }
    return new Exchange(method, target, headers, in.readNBytes((int) length()));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(ISO_8859_1);
  }
}
