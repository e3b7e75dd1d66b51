package dev.lamina.http;

import dev.lamina.io.ByteSource;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param method {@code GET}, {@code HEAD}, {@code POST}, {@code PUT}, {@code PATCH} or {@code
 *     DELETE}
 * @param uri absolute, of scheme {@code http} or {@code https}
 * @param headers by name; the engine adds {@code Host}, {@code User-Agent} and what describes the
 *     body's length
 * @param body null for none
 */
public record Request(
    String method, URI uri, Map<String, String> headers, @Nullable ByteSource body) {
  public Request {
    headers = Map.copyOf(headers);
  }

  /** A request without headers and body. */
  public static Request of(String method, URI uri) {
    return new Request(method, uri, Map.of(), null);
  }

  /** This request with one more header, or another value for it. */
  public Request with(String header, String value) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.put(header, value);
    return new Request(method, uri, changed, body);
  }

  /** This request without a header. */
  public Request without(String header) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.remove(header);
    return new Request(method, uri, changed, body);
  }

  /** This request with a body. */
  public Request with(ByteSource changed) {
    return new Request(method, uri, headers, changed);
  }

  /** This request to another place. */
  public Request to(URI changed) {
    return new Request(method, changed, headers, body);
  }
}
