package dev.lamina.http;

import java.io.Closeable;
import java.io.IOException;

/**
 * Sends requests. Follows no redirect, repeats nothing and knows no credentials: those are matters
 * of whoever asks. Safe for threads.
 */
public interface HttpEngine extends Closeable {
  /**
   * Sends a request and waits for the head of the answer.
   *
   * @throws ConnectionException when there is no answer
   * @throws java.util.concurrent.CancellationException when the work was cancelled
   * @throws IOException when the request's body cannot be read
   */
  Response send(Request request) throws IOException;
}
