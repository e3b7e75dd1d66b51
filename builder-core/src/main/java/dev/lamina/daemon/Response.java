package dev.lamina.daemon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.io.Escaped;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An answer over HTTP/1.1, read whole.
 *
 * @param status 200 and so on
 * @param text the body, at most 1 MiB of it
 */
record Response(int status, String text) {
  private static final int MOST_BODY = 1 << 20;
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int MOST_HEADERS = 100;

  boolean isGood() {
    return status >= 200 && status < 300;
  }

  /**
   * @throws IOException when it is no answer of HTTP, or breaks off
   */
  static Response read(InputStream in) throws IOException {
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
    boolean chunked =
        headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).equals("chunked");
    String length = headers.get("content-length");
    byte[] body =
        chunked
            ? chunks(in)
            : in.readNBytes(length == null ? MOST_BODY : Math.min(MOST_BODY, number(length, 10)));
    return new Response(status, new String(body, UTF_8));
  }

  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.[01] [0-9]{3}( .*)?")) {
      throw malformed(line);
    }
    return Integer.parseInt(line, 9, 12, 10);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String line = line(in);
      int end = line.indexOf(';');
      int size = number(end < 0 ? line : line.substring(0, end), 16);
      if (size == 0) {
        return body.toByteArray();
      }
      if (size > MOST_BODY - body.size()) {
        throw new IOException("the engine answers with more than " + MOST_BODY + " bytes");
      }
      byte[] chunk = in.readNBytes(size);
      if (chunk.length < size || !line(in).isEmpty()) {
        throw new EOFException("the engine's answer breaks off");
      }
      body.write(chunk);
    }
  }

  private static int number(String text, int radix) throws IOException {
    try {
      int number = Integer.parseInt(text.strip(), radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IOException(malformed(text).getMessage(), e);
    }
    throw malformed(text);
  }

  private static String line(InputStream in) throws IOException {
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
