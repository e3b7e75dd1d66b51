package dev.lamina.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What was answered. The caller closes it; what is left of a short body is read then, so that the
 * connection can be used again, and a long one ends the connection.
 */
public interface Response extends Closeable {
  /** The status code. */
  int status();

  /** Whether it says that what is asked for is elsewhere. */
  default boolean isRedirect() {
    return switch (status()) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  /** Where the request went. */
  URI uri();

  /** All values of a header, in the order that they came in. */
  List<String> headers(String name);

  /** The first value of a header. */
  default Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /** Count of the body's bytes as announced, or -1. */
  long length();

  /**
   * The body; empty where there is none. Reading fails with a {@link ConnectionException} when the
   * peer is silent for too long or goes away early.
   */
  InputStream body() throws IOException;

  @Override
  void close();
}
