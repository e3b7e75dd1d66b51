package dev.lamina.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** No answer came, or it broke off. */
public final class ConnectionException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Kind {
    /** Nobody listens there. */
    REFUSED(true),
    /** There is no such host. */
    UNKNOWN_HOST(false),
    /** The peer does not speak TLS. */
    NOT_TLS(false),
    /** The peer's certificate is not trusted, or is not for this host, or is out of date. */
    UNTRUSTED(false),
    /** TLS could not be agreed on otherwise. */
    TLS(false),
    /** No connection, or no byte, within the time limit. */
    TIMED_OUT(true),
    /** The connection broke. */
    BROKEN(true),
    /** What came is not HTTP. */
    MALFORMED(false);

    private final boolean passing;

    Kind(boolean passing) {
      this.passing = passing;
    }

    /** Whether another attempt may go better. */
    public boolean passing() {
      return passing;
    }
  }

  private final Kind kind;

  public ConnectionException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
