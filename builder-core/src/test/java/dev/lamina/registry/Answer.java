package dev.lamina.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer of a server in tests.
 *
 * @param announced the length that the head says; -1 says none
 * @param cutAfter bytes of the body after which the connection ends; -1 sends all
 * @param pauseAfter bytes after which nothing more comes, with the connection open; -1 does not
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that nobody compares
record Answer(
    int status,
    Map<String, String> headers,
    byte[] body,
    long announced,
    long cutAfter,
    long pauseAfter) {
  static Answer of(int status) {
    return of(status, new byte[0]);
  }

  static Answer of(int status, byte[] body) {
    return new Answer(status, Map.of(), body, body.length, -1, -1);
  }

  static Answer error(int status, String code, String message) {
    String json =
        "{\"errors\":[{\"code\":\""
            + code
            + "\",\"message\":\""
            + message
            + "\",\"detail\":null}]}";
    return of(status, json.getBytes(UTF_8)).with("Content-Type", "application/json");
  }

  Answer with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.put(name, value);
    return new Answer(status, changed, body, announced, cutAfter, pauseAfter);
  }

  Answer withBody(byte[] changed) {
    return new Answer(status, headers, changed, changed.length, cutAfter, pauseAfter);
  }

  Answer announcing(long length) {
    return new Answer(status, headers, body, length, cutAfter, pauseAfter);
  }

  Answer cutAfter(long bytes) {
    return new Answer(status, headers, body, announced, bytes, pauseAfter);
  }

  Answer silentAfter(long bytes) {
    return new Answer(status, headers, body, announced, cutAfter, bytes);
  }

  /** Whether the connection can be used for another request. */
  boolean keepsConnection() {
    return cutAfter < 0 && pauseAfter < 0 && announced == body.length;
  }

  void write(OutputStream out, boolean isHead) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Because\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (announced >= 0) {
      head.append("Content-Length: " + announced + "\r\n");
    }
    if (!keepsConnection()) {
      head.append("Connection: close\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
    if (!isHead) {
      long most = cutAfter >= 0 ? cutAfter : pauseAfter >= 0 ? pauseAfter : body.length;
      out.write(body, 0, (int) Math.min(most, body.length));
    }
    out.flush();
  }
}
