package dev.lamina.entry;

/**
 * What a tree says about a file beside its type and content.
 *
 * @param mode the low twelve bits: permissions, setuid, setgid and sticky
 * @param uid number of the owner; never negative
 * @param gid number of the group; never negative
 * @param mtime seconds since the epoch, rounded down; may be negative
 * @param xattrs extended attributes
 */
public record Metadata(int mode, long uid, long gid, long mtime, Xattrs xattrs) {
  /**
   * @throws IllegalArgumentException when the mode has other bits than the low twelve, or an owner
   *     is negative
   */
  public Metadata {
    if ((mode & ~07777) != 0) {
      throw new IllegalArgumentException("mode has more than twelve bits: " + mode);
    }
    if (uid < 0 || gid < 0) {
      throw new IllegalArgumentException("negative owner: " + uid + ":" + gid);
    }
  }

  /** Owned by 0:0, with the time zero and no extended attributes. */
  public static Metadata of(int mode) {
    return new Metadata(mode, 0, 0, 0, Xattrs.NONE);
  }

  public Metadata withMode(int newMode) {
    return new Metadata(newMode, uid, gid, mtime, xattrs);
  }

  public Metadata withOwner(long newUid, long newGid) {
    return new Metadata(mode, newUid, newGid, mtime, xattrs);
  }

  public Metadata withMtime(long newMtime) {
    return new Metadata(mode, uid, gid, newMtime, xattrs);
  }

  public Metadata withXattrs(Xattrs newXattrs) {
    return new Metadata(mode, uid, gid, mtime, newXattrs);
  }
}
