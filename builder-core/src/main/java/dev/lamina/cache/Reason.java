package dev.lamina.cache;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is not as it was in the build before.
 *
 * @param kind what it is
 * @param subject a path in the image, or a name; empty where the kind says all
 * @param before what it was; null when it was not, or is not told
 * @param after what it is
 */
public record Reason(Kind kind, String subject, @Nullable String before, @Nullable String after) {
  /** Kinds of reasons. */
  public enum Kind {
    /** No build of this place is known. */
    FIRST_BUILD("first-build"),
    /** The build before had no such step. */
    NEW_STEP("new-step"),
    /** The instruction reads otherwise. */
    INSTRUCTION("instruction"),
    /** Layers of earlier builds were not to be used. */
    NO_CACHE("no-cache"),
    /** An ARG has another value, which is not told. */
    ARG("arg"),
    /** A variable of the environment has another value. */
    ENV("env"),
    /** What the instruction comes to is something else. */
    RESULT("result"),
    /** The stage stands on another image. */
    BASE("base"),
    /** Layers are compressed in another way. */
    COMPRESSION("compression"),
    /** A file has other content. */
    CONTENT("content"),
    /** A file has another mode. */
    MODE("mode"),
    /** A file has another owner. */
    OWNER("owner"),
    /** A file has another modification time. */
    TIME("time"),
    /** A name stands for something of another type. */
    TYPE("type"),
    /** A link leads elsewhere. */
    LINK("link"),
    /** A file has other extended attributes. */
    XATTRS("xattrs"),
    /** A file is new. */
    ADDED("added"),
    /** A file is gone. */
    REMOVED("removed"),
    /** A file has another name. */
    RENAMED("renamed"),
    /** A file is kept out by the ignore file. */
    IGNORED("ignored"),
    /** A file was kept out by the ignore file. */
    NO_LONGER_IGNORED("no-longer-ignored"),
    /** The layer was known and is not in the store any more. */
    COLLECTED("collected"),
    /** The layer came from a cache elsewhere, which is named. */
    SHARED("shared"),
    /** The cache holds no record of it any more. */
    FORGOTTEN("forgotten");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** The word for it in JSON. */
    public String id() {
      return id;
    }
  }

  static Reason of(Kind kind) {
    return new Reason(kind, "", null, null);
  }

  static Reason of(Kind kind, String subject) {
    return new Reason(kind, subject, null, null);
  }
}
