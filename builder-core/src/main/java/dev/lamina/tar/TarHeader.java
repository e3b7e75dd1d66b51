package dev.lamina.tar;

import dev.lamina.io.Escaped;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an archive says of one entry. Names are raw bytes: they may be absolute, climb with {@code
 * ..}, or not be UTF-8. They never contain NUL.
 */
public final class TarHeader {
  /** The largest device number that a header can carry (seven octal digits). */
  public static final long MAX_DEVICE_NUMBER = 07777777;

  /** The largest user and group number. */
  public static final long MAX_ID = 0xfffffffeL;

  private final TarType type;
  private final byte[] name;
  private final int mode;
  private final long uid;
  private final long gid;
  private final long size;
  private final long mtime;
  private final byte[] linkName;
  private final long deviceMajor;
  private final long deviceMinor;
  private final SortedMap<String, byte[]> xattrs;

  private TarHeader(Builder builder) {
    type = builder.type;
    name = builder.name;
    mode = builder.mode;
    uid = builder.uid;
    gid = builder.gid;
    size = builder.size;
    mtime = builder.mtime;
    linkName = builder.linkName;
    deviceMajor = builder.deviceMajor;
    deviceMinor = builder.deviceMinor;
    xattrs = builder.xattrs;
  }

  /** A header of this kind and name with everything else zero or empty. */
  public static Builder builder(TarType type, byte[] name) {
    return new Builder(type, name);
  }

  /** A builder that starts with what this header says. */
  public Builder toBuilder() {
    return new Builder(type, name)
        .mode(mode)
        .owner(uid, gid)
        .size(size)
        .mtime(mtime)
        .linkName(linkName)
        .device(deviceMajor, deviceMinor)
        .xattrs(xattrs);
  }

  public TarType type() {
    return type;
  }

  /** The bytes of the name as they stand in the archive. */
  public byte[] name() {
    return name.clone();
  }

  /** Permission bits with set-user-id, set-group-id and sticky: the low twelve bits. */
  public int mode() {
    return mode;
  }

  public long uid() {
    return uid;
  }

  public long gid() {
    return gid;
  }

  /** Bytes of content, holes of a sparse file counted. */
  public long size() {
    return size;
  }

  /** Whole seconds since the epoch; a fraction in the archive is rounded down. */
  public long mtime() {
    return mtime;
  }

  /** What a hard link or symlink names; empty for other kinds. */
  public byte[] linkName() {
    return linkName.clone();
  }

  public long deviceMajor() {
    return deviceMajor;
  }

  public long deviceMinor() {
    return deviceMinor;
  }

  /** Extended attributes (the {@code SCHILY.xattr.} records) with their exact values. */
  public SortedMap<String, byte[]> xattrs() {
    return copyOf(xattrs);
  }

  /** The array itself, for this package only. */
  byte[] rawName() {
    return name;
  }

  /** The array itself, for this package only. */
  byte[] rawLinkName() {
    return linkName;
  }

  private static SortedMap<String, byte[]> copyOf(SortedMap<String, byte[]> xattrs) {
    if (xattrs.isEmpty()) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, byte[]> copy = new TreeMap<>();
    xattrs.forEach((key, value) -> copy.put(key, value.clone()));
    return Collections.unmodifiableSortedMap(copy);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TarHeader that
        && type == that.type
        && Arrays.equals(name, that.name)
        && mode == that.mode
        && uid == that.uid
        && gid == that.gid
        && size == that.size
        && mtime == that.mtime
        && Arrays.equals(linkName, that.linkName)
        && deviceMajor == that.deviceMajor
        && deviceMinor == that.deviceMinor
        && sameXattrs(that);
  }

  private boolean sameXattrs(TarHeader that) {
    return xattrs.keySet().equals(that.xattrs.keySet())
        && xattrs.keySet().stream()
            .allMatch(key -> Arrays.equals(xattrs.get(key), that.xattrs.get(key)));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(name) * 31 + type.hashCode();
  }

  /** One line, for messages and tests: kind, mode, owner, size, time, name. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    line.append(type).append(' ').append(Integer.toOctalString(mode));
    line.append(' ').append(uid).append(':').append(gid);
    line.append(' ').append(size).append(" @").append(mtime);
    line.append(' ').append(Escaped.bytes(name));
    if (type.isLink()) {
      line.append(" -> ").append(Escaped.bytes(linkName));
    }
    if (type.isDevice()) {
      line.append(" dev ").append(deviceMajor).append(',').append(deviceMinor);
    }
    for (String key : xattrs.keySet()) {
      line.append(" [").append(Escaped.text(key)).append(']');
    }
    return line.toString();
  }

  /** Collects the parts of a header; each setter checks its part. */
  public static final class Builder {
    private final TarType type;
    private final byte[] name;
    private int mode;
    private long uid;
    private long gid;
    private long size;
    private long mtime;
    private byte[] linkName = new byte[0];
    private long deviceMajor;
    private long deviceMinor;
    private SortedMap<String, byte[]> xattrs = Collections.emptySortedMap();

    private Builder(TarType type, byte[] name) {
      this.type = type;
      this.name = withoutNul(name);
    }

    /** Twelve bits, 0 to 07777. */
    public Builder mode(int bits) {
      check(bits >= 0 && bits <= 07777, "mode", bits);
      mode = bits;
      return this;
    }

    /** Numbers from 0 to 4294967294; the one above means "leave it as it is" to the kernel. */
    public Builder owner(long user, long group) {
      check(user >= 0 && user <= MAX_ID, "uid", user);
      check(group >= 0 && group <= MAX_ID, "gid", group);
      uid = user;
      gid = group;
      return this;
    }

    /** Bytes of content; only files have any. */
    public Builder size(long bytes) {
      check(bytes >= 0 && (bytes == 0 || type == TarType.FILE), "size", bytes);
      size = bytes;
      return this;
    }

    /** Seconds since the epoch, possibly negative. */
    public Builder mtime(long seconds) {
      mtime = seconds;
      return this;
    }

    /** What a link names; only links have a link name. */
    public Builder linkName(byte[] target) {
      check(target.length == 0 || type.isLink(), "length of link name", target.length);
      linkName = withoutNul(target);
      return this;
    }

    /** Device numbers from 0 to {@link #MAX_DEVICE_NUMBER}; only devices have any but zero. */
    public Builder device(long major, long minor) {
      long most = type.isDevice() ? MAX_DEVICE_NUMBER : 0;
      check(major >= 0 && major <= most, "device number", major);
      check(minor >= 0 && minor <= most, "device number", minor);
      deviceMajor = major;
      deviceMinor = minor;
      return this;
    }

    /** Extended attributes; names have neither {@code =} nor NUL. The values are copied. */
    public Builder xattrs(SortedMap<String, byte[]> attributes) {
      for (String key : attributes.keySet()) {
        if (key.indexOf('=') >= 0 || key.indexOf('\0') >= 0) {
          throw new IllegalArgumentException("attribute name " + Escaped.text(key));
        }
      }
      xattrs = copyOf(attributes);
      return this;
    }

    /** The header with what was set. */
    public TarHeader build() {
      return new TarHeader(this);
    }

    private static byte[] withoutNul(byte[] name) {
      for (byte b : name) {
        if (b == 0) {
          throw new IllegalArgumentException("NUL in name " + Escaped.bytes(name));
        }
      }
      return name.clone();
    }

    private void check(boolean valid, String what, long value) {
      if (!valid) {
        throw new IllegalArgumentException(
            what + " " + value + " of " + type + " " + Escaped.bytes(name));
      }
    }
  }
}
