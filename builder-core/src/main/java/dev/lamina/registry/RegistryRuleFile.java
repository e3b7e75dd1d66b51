package dev.lamina.registry;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.reference.Repository;
import dev.lamina.registry.RegistryRule.Mirror;
import dev.lamina.registry.RegistryRule.Place;
import dev.lamina.registry.RegistryRule.Use;
import dev.lamina.toml.Toml;
import dev.lamina.toml.TomlTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code registries.conf}. What else such files say (short names, registries to search,
 * helpers) is not for us: names are docker's.
 */
final class RegistryRuleFile {
  private static final String BY_DIGEST = "mirror-by-digest-only";
  private static final String PULL_FROM = "pull-from-mirror";
  private static final String LOCATION = "location";
  private static final String PREFIX = "prefix";

  private final String file;

  private RegistryRuleFile(String file) {
    this.file = file;
  }

  /** A file's name for messages. */
  static String name(Path file) {
    return Escaped.text(file.toString());
  }

  /**
   * @throws RefusedInputException when it is not such a file; names it, and the line
   */
  static List<RegistryRule> parse(byte[] bytes, Path path) throws RefusedInputException {
    RegistryRuleFile file = new RegistryRuleFile(name(path));
    TomlTable root = Toml.parse(bytes, file.file);
    if (root.has("registries")) {
      throw root.refusal(
          "registries", "this is version 1 of the format; version 2 has [[registry]] instead");
    }
    List<RegistryRule> rules = new ArrayList<>();
    for (TomlTable table : root.tables("registry")) {
      rules.add(file.rule(table));
    }
    return rules;
  }

  private RegistryRule rule(TomlTable table) throws RefusedInputException {
    String location = location(table, LOCATION);
    String prefix = location(table, PREFIX);
    if (location.isEmpty() && !prefix.startsWith("*.")) {
      throw table.refusal(
          PREFIX, "a registry needs a location, or a prefix of the form *.example.com");
    }
    if (table.has(PULL_FROM)) {
      throw table.refusal(PULL_FROM, "'" + PULL_FROM + "' is for mirrors");
    }
    boolean byDigest = table.flag(BY_DIGEST);
    List<Mirror> mirrors = new ArrayList<>();
    for (TomlTable mirror : table.tables("mirror")) {
      mirrors.add(mirror(mirror, byDigest));
    }
    Place own = new Place(location, table.flag("insecure"));
    return new RegistryRule(
        prefix.isEmpty() ? location : prefix, own, table.flag("blocked"), mirrors, file);
  }

  private static Mirror mirror(TomlTable table, boolean byDigest) throws RefusedInputException {
    String location = location(table, LOCATION);
    if (location.isEmpty()) {
      throw table.refusal(LOCATION, "a mirror needs a location");
    }
    String use = table.text(PULL_FROM);
    if (use != null && byDigest) {
      throw table.refusal(
          PULL_FROM, "'" + PULL_FROM + "' and '" + BY_DIGEST + "' do not go together");
    }
    return new Mirror(
        new Place(location, table.flag("insecure")), byDigest ? Use.DIGESTS : use(table, use));
  }

  private static Use use(TomlTable table, @Nullable String text) throws RefusedInputException {
    if (text == null) {
      return Use.ALL;
    }
    return switch (text) {
      case "all", "" -> Use.ALL;
      case "digest-only" -> Use.DIGESTS;
      case "tag-only" -> Use.TAGS;
      default ->
          throw table.refusal(
              PULL_FROM, "'" + Escaped.text(text) + "' is none of all, digest-only and tag-only");
    };
  }

  private static String location(TomlTable table, String key) throws RefusedInputException {
    String text = table.text(key);
    String bare = text == null ? "" : text.replaceFirst("/+$", "");
    String host = RegistryRule.host(bare);
    String path = RegistryRule.path(bare);
    boolean wild = key.equals(PREFIX) && host.startsWith("*.");
    if (!bare.isEmpty() && !isName(wild ? host.substring(2) : host, path)) {
      throw table.refusal(
          key, "'" + Escaped.text(bare) + "' is not HOST[:PORT][/PATH], without a scheme");
    }
    return bare;
  }

  private static boolean isName(String host, String path) {
    try {
      return !new Repository(host, path.isEmpty() ? "any" : path).registry().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
