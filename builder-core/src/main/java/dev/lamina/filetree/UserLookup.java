package dev.lamina.filetree;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.entry.FileEntry;
import dev.lamina.entry.SourceNode;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.plan.Ownership;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;

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
   * The owner that a {@code --chown} or a USER means. Digits are numbers and never looked up;
   * {@code root} and an empty half are 0. A number without a group gives the group the same number,
   * a name its primary group.
   *
   * @throws NotFoundException when a name is not known to the image
   * @throws RefusedInputException when the image's file is not a regular file of at most 1 MiB, or
   *     has a number out of range
   */
  public Owner owner(Ownership wanted) throws IOException {
    Owner owner = user(wanted.user());
    String group = wanted.group();
    return group == null ? owner : new Owner(owner.uid(), group(group));
  }

  private Owner user(String user) throws IOException {
    OptionalLong id = Ownership.id(user);
    if (id.isPresent()) {
      return new Owner(id.getAsLong(), id.getAsLong());
    }
    String[] fields = line(PASSWD, user, 4, "user");
    return new Owner(number(fields[2], PASSWD), number(fields[3], PASSWD));
  }

  private long group(String group) throws IOException {
    OptionalLong id = Ownership.id(group);
    return id.isPresent() ? id.getAsLong() : number(line(GROUP, group, 3, "group")[2], GROUP);
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

  private static long number(String digits, EntryPath file) throws RefusedInputException {
    OptionalLong number = digits.isEmpty() ? OptionalLong.empty() : Ownership.id(digits);
    return number.orElseThrow(
        () ->
            new RefusedInputException(
                file
                    + " of the image has \""
                    + Escaped.text(digits)
                    + "\" where a number from 0 to 2147483647 belongs"));
  }
}
