package dev.lamina.http;

import dev.lamina.http.ConnectionException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.MalformedChunkCodingException;
import org.apache.http.MessageConstraintException;
import org.apache.http.client.ClientProtocolException;
import org.apache.http.conn.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/** What the exceptions of sockets, TLS and HttpClient mean. */
final class Failures {
  private Failures() {}

  static ConnectionException of(Request request, Watchdog.Watch watch, IOException e) {
    return of(request.uri(), watch, e);
  }

  static ConnectionException of(URI uri, Watchdog.Watch watch, IOException e) {
    Kind kind = watch.stalled() ? Kind.TIMED_OUT : kind(e);
    return new ConnectionException(kind, place(uri) + ": " + text(kind, e), e);
  }

  private static String place(URI uri) {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  private static Kind kind(IOException e) {
    if (e instanceof UnknownHostException) {
      return Kind.UNKNOWN_HOST;
    }
    if (e instanceof ConnectTimeoutException || e instanceof SocketTimeoutException) {
      return Kind.TIMED_OUT;
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return Kind.REFUSED;
    }
    if (e instanceof SSLException) {
      return tls(e);
    }
    if (e instanceof MessageConstraintException) {
      return Kind.MALFORMED;
    }
    boolean chunk = e instanceof MalformedChunkCodingException;
    boolean protocol = e instanceof ClientProtocolException;
    return protocol && !chunk ? Kind.MALFORMED : Kind.BROKEN;
  }

  private static Kind tls(IOException e) {
    if (e instanceof SSLPeerUnverifiedException || has(e, CertificateException.class)) {
      return Kind.UNTRUSTED;
    }
    String message = String.valueOf(e.getMessage());
    if (message.contains("unrecognized SSL message") || message.contains("plaintext")) {
      return Kind.NOT_TLS;
    }
    boolean cut = message.contains("terminated the handshake") || message.contains("closed");
    return cut ? Kind.BROKEN : Kind.TLS;
  }

  private static boolean has(@Nullable Throwable e, Class<? extends Throwable> kind) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static String text(Kind kind, IOException e) {
    return switch (kind) {
      case REFUSED -> "connection refused";
      case UNKNOWN_HOST -> "no such host";
      case NOT_TLS -> "does not speak TLS";
      case UNTRUSTED -> "its certificate is not trusted: " + root(e);
      case TLS -> "TLS failed: " + root(e);
      case TIMED_OUT -> "no answer in time";
      case BROKEN -> "the connection broke";
      case MALFORMED -> "what it answers is not HTTP";
    };
  }

  private static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
