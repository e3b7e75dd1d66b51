package dev.lamina.filetree;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.entry.FileEntry;
import dev.lamina.entry.SourceNode;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Users and groups by name, as the image's own {@code /etc/passwd} and {@code /etc/group} know
 * them.
 *
 * @param tree the image
 */
public record UserLookup(FileTree tree) {
  private static final int MOST_BYTES = 1 << 20;
  private static final EntryPath PASSWD = EntryPath.of("etc/passwd");
  private static final EntryPath GROUP = EntryPath.of("etc/group");

  /**
   * Numbers of an owner.
   *
   * @param uid of the user
   * @param gid of the group
   */
  public record Owner(long uid, long gid) {
    /** 0:0. */
    public static final Owner ROOT = new Owner(0, 0);
  }

  /**
   * The owner that {@code USER[:GROUP]} means, as in {@code --chown} and {@code USER}. Digits are
   * numbers and never looked up; {@code root} is 0. A number without a group gives the group the
   * same number, a name its primary group; an empty half is 0.
   *
   * @throws NotFoundException when a name is not known to the image
   * @throws RefusedInputException when a number is out of range, or the image's file is not a
   *     regular file of at most 1 MiB
   */
  public Owner owner(String spec) throws IOException {
    int colon = spec.indexOf(':');
    String user = colon < 0 ? spec : spec.substring(0, colon);
    @Nullable String group = colon < 0 ? null : spec.substring(colon + 1);
    Owner owner = user(user);
    return group == null ? owner : new Owner(owner.uid(), group(group));
  }

  private Owner user(String user) throws IOException {
    if (user.isEmpty() || user.equals("root")) {
      return Owner.ROOT;
    }
    if (isDigits(user)) {
      long id = number(user);
      return new Owner(id, id);
    }
    String[] fields = line(PASSWD, user, 4, "user");
    return new Owner(number(fields[2]), number(fields[3]));
  }

  private long group(String group) throws IOException {
    if (group.isEmpty() || group.equals("root")) {
      return 0;
    }
    return isDigits(group) ? number(group) : number(line(GROUP, group, 3, "group")[2]);
  }

  private String[] line(EntryPath file, String name, int fields, String what) throws IOException {
    for (String line : lines(file, name, what)) {
      String[] parts = line.split(":", -1);
      if (parts.length >= fields && parts[0].equals(name)) {
        return parts;
      }
    }
    throw new NotFoundException(
        "no " + what + " \"" + Escaped.text(name) + "\" in " + file + " of the image");
  }

  private List<String> lines(EntryPath file, String name, String what) throws IOException {
    SourceNode node;
    try {
      node = tree.find(tree.resolve(file));
    } catch (NotFoundException e) {
      throw new NotFoundException(
          "cannot look up "
              + what
              + " \""
              + Escaped.text(name)
              + "\": no "
              + file
              + " in the image (a number needs none)");
    }
    if (node == null || !(node.entry() instanceof FileEntry passwd)) {
      throw new RefusedInputException(file + " of the image is not a regular file");
    }
    try (InputStream in = passwd.content().open()) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new RefusedInputException(file + " of the image is larger than 1 MiB");
      }
      return new String(bytes, UTF_8).lines().toList();
    }
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Decimal, leading zeros allowed, at most 2^31-1: what every runtime can take. */
  private static long number(String digits) throws RefusedInputException {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    if (!isDigits(digits) || significant.length() > 10) {
      throw outOfRange(digits);
    }
    long value = Long.parseLong(significant);
    if (value > Integer.MAX_VALUE) {
      throw outOfRange(digits);
    }
    return value;
  }

  private static RefusedInputException outOfRange(String digits) {
    return new RefusedInputException(
        "owner \"" + Escaped.text(digits) + "\" is not a number from 0 to 2147483647");
  }
}
