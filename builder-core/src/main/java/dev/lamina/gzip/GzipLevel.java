package dev.lamina.gzip;

/** How much time goes into making gzip small. What a level does is part of the byte contract. */
public enum GzipLevel {
  /** Several times as fast as level 6 of zlib, and about a twentieth larger. */
  FAST,

  /** About as fast as level 6 of zlib, and a little smaller. */
  SMALL
}
