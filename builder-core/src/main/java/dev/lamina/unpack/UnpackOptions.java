package dev.lamina.unpack;

import dev.lamina.io.Durability;

/**
 * How an image is unpacked.
 *
 * @param place what may be at the place already
 * @param setIds what becomes of setuid and setgid
 * @param special what becomes of devices and named pipes, which cannot be made
 * @param durability of the result
 */
public record UnpackOptions(Place place, SetIds setIds, Special special, Durability durability) {
  /** A new directory, without setuid, setgid, devices and pipes. */
  public static final UnpackOptions DEFAULT =
      new UnpackOptions(Place.FREE, SetIds.STRIPPED, Special.SKIPPED, Durability.FULL);

  /** What may be at the place. */
  public enum Place {
    /** Nothing, or an empty directory. */
    FREE,
    /** Any directory: it is replaced as a whole. */
    REPLACED
  }

  /** What becomes of setuid and setgid. */
  public enum SetIds {
    STRIPPED,
    KEPT
  }

  /** What becomes of devices and named pipes. */
  public enum Special {
    /** They are left out, and counted. */
    SKIPPED,
    /** An image that has one is not unpacked. */
    REFUSED
  }

  public UnpackOptions withPlace(Place changed) {
    return new UnpackOptions(changed, setIds, special, durability);
  }

  public UnpackOptions withSetIds(SetIds changed) {
    return new UnpackOptions(place, changed, special, durability);
  }

  public UnpackOptions withSpecial(Special changed) {
    return new UnpackOptions(place, setIds, changed, durability);
  }

  public UnpackOptions withDurability(Durability changed) {
    return new UnpackOptions(place, setIds, special, changed);
  }
}
