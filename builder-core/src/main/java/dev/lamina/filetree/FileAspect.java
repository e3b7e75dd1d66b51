package dev.lamina.filetree;

/** What of a file may differ. */
public enum FileAspect {
  /** File, directory, link and so on. Where it differs nothing else is compared. */
  TYPE,
  /** Permissions, setuid, setgid and sticky; not of links. */
  MODE,
  /** User and group. */
  OWNER,
  /** Bytes of content. */
  SIZE,
  /** The bytes of a file. */
  CONTENT,
  /** Where a link points. */
  TARGET,
  /** The numbers of a device. */
  DEVICE,
  /** The time of change, in seconds. */
  MTIME,
  /** Extended attributes. */
  XATTRS,
  /** Which other names the file has. */
  LINKS
}
