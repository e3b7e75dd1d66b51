package dev.lamina.registry;

import dev.lamina.http.Response;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a request goes, as far as trust is concerned: scheme, host and port. */
final class Origins {
  private static final Pattern LITERAL = Pattern.compile("\\[.*]|[0-9.]+");

  private Origins() {}

  static boolean same(URI a, URI b) {
    return a.getScheme().equalsIgnoreCase(b.getScheme())
        && a.getHost().equalsIgnoreCase(b.getHost())
        && port(a) == port(b);
  }

  static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  static boolean isHttp(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
  }

  static boolean isSecure(URI uri) {
    return uri.getScheme().equalsIgnoreCase("https");
  }

  /** Whether a host is this machine by its name or number alone. */
  static boolean isLoopback(String host) {
    if (!isLiteral(host)) {
      return host.equalsIgnoreCase("localhost");
    }
    InetAddress address = address(host);
    return address != null && address.isLoopbackAddress();
  }

  /**
   * Whether a host is a number that means something else on every machine: this machine, the local
   * net, a cloud's metadata server. A registry elsewhere has no reason to send us there.
   */
  static boolean isPrivate(String host) {
    if (!isLiteral(host)) {
      return host.equalsIgnoreCase("localhost");
    }
    InetAddress address = address(host);
    return address == null
        || address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || (address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc);
  }

  /**
   * Where a {@code Location} leads, if we go there.
   *
   * @param home where the user wanted to go
   */
  static URI target(Response response, URI home) throws RegistryException {
    URI from = response.uri();
    String location = response.header("Location").orElse("");
    URI target;
    try {
      target = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw Refusals.malformed(from.getAuthority(), "it points to a malformed address");
    }
    if (location.isEmpty() || !isHttp(target)) {
      throw Refusals.malformed(from.getAuthority(), "it points to no HTTP address");
    }
    if (isSecure(from) && !isSecure(target)) {
      throw Refusals.malformed(
          from.getAuthority(), "it points from HTTPS to plain HTTP at " + target.getHost());
    }
    boolean elsewhere = !target.getHost().equalsIgnoreCase(home.getHost());
    boolean inwards = isPrivate(target.getHost()) && !isPrivate(home.getHost());
    if (elsewhere && inwards) {
      throw Refusals.malformed(
          from.getAuthority(), "it points to a private address, " + target.getHost());
    }
    return target;
  }

  private static boolean isLiteral(String host) {
    return LITERAL.matcher(host).matches();
  }

  private static @Nullable InetAddress address(String literal) {
    try {
      // a number is not looked up
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
