package dev.lamina.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where podman and skopeo are told of mirrors and of other places for registries
 * (containers-registries.conf(5), version 2). The file that is named is the one that counts, else
 * the user's, else the system's; to it come the files of {@code registries.conf.d}, of which a
 * later one replaces what an earlier says of the same prefix. Beside the user's own file the
 * system's {@code registries.conf.d} does not count. Nothing is read before a registry is needed.
 *
 * @param named must be there; null for none
 * @param user as {@code ~/.config/containers}; null for none
 * @param system as {@code /etc/containers}; null for none
 */
public record RegistriesConf(@Nullable Path named, @Nullable Path user, @Nullable Path system) {
  /** No such files. */
  public static final RegistriesConf NONE = new RegistriesConf(null, null, null);

  private static final int MAX_SIZE = 1 << 20;

  /**
   * The files of a user: {@code CONTAINERS_REGISTRIES_CONF}, {@code $XDG_CONFIG_HOME/containers} or
   * {@code ~/.config/containers}, {@code /etc/containers}.
   *
   * @param environment of the process
   * @param directory which a relative name is relative to
   */
  public static RegistriesConf of(Map<String, String> environment, Path home, Path directory) {
    String file = environment.getOrDefault("CONTAINERS_REGISTRIES_CONF", "");
    String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path configHome = config.isEmpty() ? home.resolve(".config") : Path.of(config);
    return new RegistriesConf(
        file.isEmpty() ? null : directory.resolve(file),
        configHome.resolve("containers"),
        Path.of("/etc/containers"));
  }

  /**
   * What they say.
   *
   * @throws IOException when one cannot be read or understood; names it, and the line
   */
  RegistryRules read() throws IOException {
    Map<String, RegistryRule> rules = new LinkedHashMap<>();
    for (Path file : files()) {
      byte[] bytes = bytes(file);
      if (bytes != null) {
        // in one file the first of a prefix counts, as with podman
        Map<String, RegistryRule> own = new LinkedHashMap<>();
        RegistryRuleFile.parse(bytes, file).forEach(rule -> own.putIfAbsent(rule.prefix(), rule));
        rules.putAll(own);
      }
    }
    return new RegistryRules(List.copyOf(rules.values()));
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Path own = user == null ? null : user.resolve("registries.conf");
    boolean ownCounts = named == null && own != null && Files.exists(own);
    if (named != null) {
      files.add(named);
    } else if (own != null && ownCounts) {
      files.add(own);
    } else if (system != null) {
      files.add(system.resolve("registries.conf"));
    }
    if (system != null && !ownCounts) {
      addAll(files, system.resolve("registries.conf.d"));
    }
    if (user != null) {
      addAll(files, user.resolve("registries.conf.d"));
    }
    return files;
  }

  private static void addAll(List<Path> files, Path directory) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.conf")) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry)) {
          found.add(entry);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return;
    }
    found.sort(null);
    files.addAll(found);
  }

  private byte @Nullable [] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_SIZE + 1);
      if (bytes.length > MAX_SIZE) {
        throw new IOException(
            RegistryRuleFile.name(file) + " is larger than " + MAX_SIZE + " bytes");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      if (file.equals(named)) {
        throw e;
      }
      return null;
    }
  }
}
