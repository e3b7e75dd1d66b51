package dev.lamina.plan;

import dev.lamina.dockerfile.AsciiCase;
import dev.lamina.io.Escaped;
import java.util.ArrayList;
import java.util.List;

/** What a word of EXPOSE means: {@code [ip:][hostport:]port[-end][/proto]}. */
public final class Ports {
  private static final int MAX = 65_535;

  private Ports() {}

  /**
   * The single ports, {@code 80/tcp}; address and port of the host are checked and dropped.
   *
   * @throws IllegalArgumentException with the reference's words
   */
  public static List<String> parse(String word) {
    int protoAt = word.lastIndexOf(':') + 1;
    String[] parts = split(word);
    String ip = parts[0];
    String host = parts[1];
    int slash = word.indexOf('/', protoAt);
    String container = slash < 0 ? parts[2] : word.substring(protoAt, slash);
    String proto = slash < 0 ? "tcp" : AsciiCase.lower(word.substring(slash + 1));
    if (container.isEmpty()) {
      throw new IllegalArgumentException(
          "invalid port: \"" + Escaped.text(word) + "\": no port specified");
    }
    if (proto.isEmpty()) {
      proto = "tcp";
    }
    if (!proto.equals("tcp") && !proto.equals("udp") && !proto.equals("sctp")) {
      throw new IllegalArgumentException("invalid proto: " + Escaped.text(proto));
    }
    if (!ip.isEmpty() && !isAddress(ip)) {
      throw new IllegalArgumentException("invalid IP address: " + Escaped.text(ip));
    }
    int[] range = range(container, "containerPort");
    if (!host.isEmpty()) {
      int[] outside = range(host, "hostPort");
      if (range[0] != range[1] && range[1] - range[0] != outside[1] - outside[0]) {
        throw new IllegalArgumentException(
            "invalid ranges specified for container and host Ports: "
                + Escaped.text(container)
                + " and "
                + Escaped.text(host));
      }
    }
    List<String> ports = new ArrayList<>();
    for (int port = range[0]; port <= range[1]; port++) {
      ports.add(port + "/" + proto);
    }
    return ports;
  }

  /** Address, port of the host, port of the container; missing ones empty. */
  private static String[] split(String word) {
    int last = word.lastIndexOf(':');
    if (last < 0) {
      return new String[] {"", "", word};
    }
    int before = word.lastIndexOf(':', last - 1);
    String container = word.substring(last + 1);
    if (before < 0 || last == 0) {
      return new String[] {"", word.substring(0, last), container};
    }
    return new String[] {word.substring(0, before), word.substring(before + 1, last), container};
  }

  private static int[] range(String text, String what) {
    int dash = text.indexOf('-');
    int first = port(dash < 0 ? text : text.substring(0, dash));
    int last = dash < 0 ? first : port(text.substring(dash + 1));
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("invalid " + what + ": " + Escaped.text(text));
    }
    return new int[] {first, last};
  }

  private static int port(String digits) {
    if (!digits.matches("[0-9]{1,9}")) {
      return -1;
    }
    int port = Integer.parseInt(digits);
    return port > MAX ? -1 : port;
  }

  private static boolean isAddress(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      return isIpv6(text.substring(1, text.length() - 1));
    }
    return isIpv4(text) || isIpv6(text);
  }

  private static boolean isIpv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (!part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text) == 8;
    }
    String left = text.substring(0, gap);
    String right = text.substring(gap + 2);
    int before = left.isEmpty() ? 0 : groups(left);
    int after = right.isEmpty() ? 0 : groups(right);
    return before >= 0 && after >= 0 && before + after < 8;
  }

  /** Count of 16-bit groups; -1 when one is malformed. */
  private static int groups(String text) {
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      if (i == parts.length - 1 && isIpv4(parts[i])) {
        count += 2;
      } else if (parts[i].matches("[0-9A-Fa-f]{1,4}")) {
        count++;
      } else {
        return -1;
      }
    }
    return count;
  }
}
