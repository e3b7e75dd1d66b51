package dev.lamina.cli.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What could have a say in the bytes of an image, and must not.
 *
 * @param java the home of a Java runtime
 * @param umask of the command's process
 * @param locale the value of {@code LC_ALL}
 * @param language of the runtime's locale
 * @param zone the value of {@code TZ}
 * @param options of the runtime: how many processors it believes in, and more
 * @param order in which the files of the context were made
 * @param place where the context lies
 */
record Surroundings(
    Path java,
    String umask,
    String locale,
    String language,
    String zone,
    String options,
    RichContext.Order order,
    Place place) {
  private static final List<String> UMASKS = List.of("022", "077", "000");
  private static final List<String> LOCALES = List.of("C.UTF-8", "C");
  private static final List<String> LANGUAGES = List.of("en", "tr", "ar");
  private static final List<String> ZONES = List.of("UTC", "Asia/Kathmandu");
  private static final List<String> OPTIONS =
      List.of(
          "-XX:ActiveProcessorCount=2",
          "-XX:ActiveProcessorCount=1",
          "-Dfile.encoding=ISO-8859-1 -XX:-UseSerialGC -XX:+UseParallelGC");

  /** Where a context lies. */
  enum Place {
    SHORT("c"),
    LONG("a-name-that-goes-on-and-on/".repeat(6) + "c"),
    SPACES("a name with spaces/c c"),
    MEMORY("c");

    private final String name;

    Place(String name) {
      this.name = name;
    }

    Path in(Path disk, Path memory) {
      return (this == MEMORY ? memory : disk).resolve(name);
    }
  }

  /** The ordinary ones, with this runtime. */
  static Surroundings ordinary(Path java) {
    return new Surroundings(
        java,
        UMASKS.get(0),
        LOCALES.get(0),
        LANGUAGES.get(0),
        ZONES.get(0),
        OPTIONS.get(0),
        RichContext.Order.FORWARD,
        Place.SHORT);
  }

  /** All that differ from these in one respect, but for the runtime. */
  List<Surroundings> neighbours() {
    List<Surroundings> all = new ArrayList<>();
    UMASKS.forEach(
        u -> all.add(new Surroundings(java, u, locale, language, zone, options, order, place)));
    LOCALES.forEach(
        l -> all.add(new Surroundings(java, umask, l, language, zone, options, order, place)));
    LANGUAGES.forEach(
        l -> all.add(new Surroundings(java, umask, locale, l, zone, options, order, place)));
    ZONES.forEach(
        z -> all.add(new Surroundings(java, umask, locale, language, z, options, order, place)));
    OPTIONS.forEach(
        o -> all.add(new Surroundings(java, umask, locale, language, zone, o, order, place)));
    for (RichContext.Order o : RichContext.Order.values()) {
      all.add(new Surroundings(java, umask, locale, language, zone, options, o, place));
    }
    for (Place p : Place.values()) {
      all.add(new Surroundings(java, umask, locale, language, zone, options, order, p));
    }
    return all.stream().filter(s -> !s.equals(this)).toList();
  }

  /** Any, with this runtime. */
  static Surroundings random(Path java, SplittableRandom random) {
    return new Surroundings(
        java,
        one(random, UMASKS),
        one(random, LOCALES),
        one(random, LANGUAGES),
        one(random, ZONES),
        one(random, OPTIONS),
        one(random, List.of(RichContext.Order.values())),
        one(random, List.of(Place.values())));
  }

  private static <T> T one(SplittableRandom random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
