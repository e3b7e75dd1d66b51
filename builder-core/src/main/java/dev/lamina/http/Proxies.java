package dev.lamina.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Through whom requests go, by the environment's {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code
 * NO_PROXY} (also in lower case, which win), as curl and Go read them.
 *
 * @param http for {@code http://}, or null
 * @param https for {@code https://}, or null
 * @param except hosts that are reached directly: a name stands for itself and all below it, {@code
 *     *} for all, {@code host:port} for one port
 */
public record Proxies(@Nullable URI http, @Nullable URI https, List<String> except) {
  /** None. */
  public static final Proxies NONE = new Proxies(null, null, List.of());

  public Proxies {
    except = List.copyOf(except);
  }

  /**
   * Those of an environment.
   *
   * @throws IllegalArgumentException when a proxy's address cannot be understood; names the
   *     variable, and no password
   */
  public static Proxies of(Map<String, String> environment) {
    return new Proxies(
        proxy(environment, "http_proxy"),
        proxy(environment, "https_proxy"),
        Arrays.stream(value(environment, "no_proxy").split(",", -1))
            .map(String::strip)
            .filter(entry -> !entry.isEmpty())
            .map(entry -> entry.toLowerCase(Locale.ROOT))
            .toList());
  }

  private static String value(Map<String, String> environment, String name) {
    String lower = environment.getOrDefault(name, "");
    return lower.isEmpty() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
  }

  private static @Nullable URI proxy(Map<String, String> environment, String name) {
    String text = value(environment, name).strip();
    if (text.isEmpty()) {
      return null;
    }
    try {
      URI uri = new URI(text.contains("://") ? text : "http://" + text);
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (URISyntaxException malformed) {
      // reported below, without the text: it may hold a password
    }
    throw new IllegalArgumentException(
        name.toUpperCase(Locale.ROOT)
            + " is not the address of a proxy: expected http://HOST:PORT");
  }

  /** The proxy for a request, if it goes through one. */
  public Optional<URI> of(URI target) {
    URI proxy = "https".equals(target.getScheme()) ? https : http;
    return proxy == null || isExcept(target) ? Optional.empty() : Optional.of(proxy);
  }

  private boolean isExcept(URI target) {
    String host = target.getHost().toLowerCase(Locale.ROOT);
    int port = target.getPort();
    if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
      return true;
    }
    return except.stream().anyMatch(entry -> covers(entry, host, port));
  }

  private static boolean covers(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    int colon = entry.lastIndexOf(':');
    boolean hasPort = colon > 0 && entry.substring(colon + 1).chars().allMatch(Character::isDigit);
    if (hasPort && !entry.substring(colon + 1).equals(Integer.toString(port))) {
      return false;
    }
    String name = hasPort ? entry.substring(0, colon) : entry;
    name = name.startsWith("*.") ? name.substring(1) : name;
    return name.startsWith(".")
        ? host.endsWith(name)
        : host.equals(name) || host.endsWith("." + name);
  }
}
