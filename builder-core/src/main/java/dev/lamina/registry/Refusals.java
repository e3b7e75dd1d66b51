package dev.lamina.registry;

import dev.lamina.http.ConnectionException;
import dev.lamina.http.Response;
import dev.lamina.io.Escaped;
import dev.lamina.registry.RegistryException.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns answers that are not what was asked for into exceptions that a person can act on. */
final class Refusals {
  private static final Set<Integer> PASSING = Set.of(408, 429, 499, 500, 502, 503, 504, 522);

  private Refusals() {}

  /**
   * The exception for an answer.
   *
   * @param what was asked for: "push of localhost:5000/app"
   * @param who whose credentials were sent
   */
  static IOException of(String what, Response response, Identity who) {
    int status = response.status();
    ErrorBody body = ErrorBody.read(response);
    RegistryException refusal = refusal(what, response.uri(), status, body, response, who);
    // some registries need a moment until they know of a blob that they have taken
    boolean late = body.code().equals("MANIFEST_BLOB_UNKNOWN");
    boolean passing = late || PASSING.contains(status);
    return passing ? new PassingFailure(refusal, asked(response)) : refusal;
  }

  /** The exception for an answer of a server that is no registry. */
  static IOException ofWeb(String what, Response response) {
    int status = response.status();
    RegistryException refusal =
        new RegistryException(
            status == 404 ? Kind.NOT_FOUND : Kind.FAILED,
            what + ": invalid response status " + status,
            null,
            null);
    return PASSING.contains(status) ? new PassingFailure(refusal, asked(response)) : refusal;
  }

  private static RegistryException refusal(
      String what, URI uri, int status, ErrorBody body, Response response, Identity who) {
    String host = uri.getAuthority();
    if (body.code().isEmpty() && ErrorBody.isHtml(response)) {
      return new RegistryException(
          Kind.MALFORMED,
          what + ": " + host + " answered with a web page (HTTP status " + status + ")",
          "is " + host + " a registry? A proxy or a login page may have answered instead",
          null);
    }
    Kind kind = kind(status, body.code());
    String message = what + ": " + host + " says " + said(status, body);
    String hint = hint(status, body.code(), who, uri);
    return body.code().equals("MANIFEST_BLOB_UNKNOWN") || body.code().equals("BLOB_UNKNOWN")
        ? new MissingBlobs(kind, message, hint, body.digests())
        : new RegistryException(kind, message, hint, null);
  }

  private static String said(int status, ErrorBody body) {
    String code = Escaped.text(body.code());
    String text =
        code.isEmpty() ? body.text() : code + (body.text().isEmpty() ? "" : ": " + body.text());
    return text.isEmpty() ? "HTTP status " + status : text + " (HTTP status " + status + ")";
  }

  private static Kind kind(int status, String code) {
    return switch (code) {
      case "DENIED" -> Kind.DENIED;
      case "UNSUPPORTED" -> Kind.UNSUPPORTED;
      case "TOOMANYREQUESTS" -> Kind.TOO_MANY_REQUESTS;
      default ->
          switch (status) {
            case 401 -> Kind.UNAUTHORIZED;
            case 403 -> Kind.DENIED;
            case 404 -> Kind.NOT_FOUND;
            case 405 -> Kind.UNSUPPORTED;
            case 429 -> Kind.TOO_MANY_REQUESTS;
            default -> status >= 500 ? Kind.FAILED : Kind.REJECTED;
          };
    };
  }

  private static @Nullable String hint(int status, String code, Identity who, URI uri) {
    String host = uri.getAuthority();
    if (status == 401 || (code.equals("UNAUTHORIZED") && status != 403)) {
      return who.hint(host);
    }
    if (status == 403 || code.equals("DENIED")) {
      return who + " may not do this, or the repository does not exist";
    }
    return switch (code) {
      case "NAME_UNKNOWN" -> "there is no such repository on " + host;
      case "MANIFEST_UNKNOWN" ->
          "there is no such tag or digest; `lamina tags` lists what there is";
      case "MANIFEST_INVALID" -> "the registry refuses the media type; try the other --format";
      case "MANIFEST_BLOB_UNKNOWN" -> "a blob is not in this repository: push the image again";
      case "TOOMANYREQUESTS" -> "wait, or log in: accounts often have a higher limit";
      case "NAME_INVALID", "TAG_INVALID" -> "the registry takes fewer names than the specification";
      case "UNSUPPORTED" -> "the registry's owner has switched this off";
      default -> hint(status, host);
    };
  }

  private static @Nullable String hint(int status, String host) {
    return switch (status) {
      case 404 -> "is " + host + " a registry, and the name right?";
      case 405 -> "the registry's owner has switched this off";
      case 413 -> "a proxy limits the size of a request; try --chunk-size 50M";
      case 429 -> "wait, or log in: accounts often have a higher limit";
      default -> null;
    };
  }

  /** How long the registry asks us to wait: seconds, or a date. */
  static Duration asked(Response response) {
    String value = response.header("Retry-After").orElse("").strip();
    if (value.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    String date = response.header("Date").orElse("");
    try {
      // both are the registry's clock, so ours need not be right
      ZonedDateTime then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      ZonedDateTime now = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration left = Duration.between(now, then);
      return left.isNegative() ? Duration.ZERO : left;
    } catch (DateTimeParseException e) {
      return Duration.ZERO;
    }
  }

  /** No answer came. */
  static RegistryException unreachable(String what, ConnectionException e) {
    String hint =
        switch (e.kind()) {
          case REFUSED, TIMED_OUT -> "is it running, is the port right, and is a proxy needed?";
          case UNKNOWN_HOST -> "is the name right? The network, or a proxy, may be missing";
          case UNTRUSTED ->
              "put the certificate of its authority into certs.d/HOST[:PORT]/ca.crt, or into a"
                  + " directory for --cert-dir; or trust it unseen with --insecure HOST[:PORT]";
          case NOT_TLS -> "if it speaks plain HTTP, say so with --insecure HOST[:PORT]";
          case TLS -> "is it a registry that speaks HTTPS at this port?";
          case BROKEN, MALFORMED -> "is it a registry, and is a proxy in between?";
        };
    return new RegistryException(Kind.UNREACHABLE, what + ": " + e.getMessage(), hint, e);
  }

  static RegistryException malformed(String what, String why) {
    return new RegistryException(Kind.MALFORMED, what + ": " + why, null, null);
  }
}
