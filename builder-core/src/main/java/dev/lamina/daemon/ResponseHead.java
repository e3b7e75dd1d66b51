package dev.lamina.daemon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lamina.io.Escaped;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What comes before the body of an answer over HTTP/1.1.
 *
 * @param status 200 and so on
 * @param headers by name in lower case
 */
record ResponseHead(int status, Map<String, String> headers) {
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int MOST_HEADERS = 100;

  ResponseHead {
    headers = Map.copyOf(headers);
  }

  boolean isGood() {
    return status >= 200 && status < 300;
  }

  /**
   * @throws IOException when it is no answer of HTTP, or breaks off
   */
  static ResponseHead read(InputStream in) throws IOException {
    int status = status(line(in));
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 0 || headers.size() > MOST_HEADERS) {
        throw malformed(line);
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new ResponseHead(status, headers);
  }

  /** The body that follows on the same stream, which it does not close. */
  InputStream body(InputStream in) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).equals("chunked")) {
      return new ChunkedInput(in);
    }
    String length = headers.get("content-length");
    return length == null ? in : new SizedInput(in, number(length, 10));
  }

  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.[01] [0-9]{3}( .*)?")) {
      throw malformed(line);
    }
    return Integer.parseInt(line, 9, 12, 10);
  }

  /** A size as HTTP writes it. */
  static long number(String text, int radix) throws IOException {
    try {
      long number = Long.parseLong(text.strip(), radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IOException(malformed(text).getMessage(), e);
    }
    throw malformed(text);
  }

  static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || line.size() > LONGEST_LINE) {
        throw new EOFException("the engine's answer breaks off");
      }
      line.write(b);
    }
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static IOException malformed(String line) {
    return new IOException("the engine does not speak HTTP: " + Escaped.text(line));
  }
}
