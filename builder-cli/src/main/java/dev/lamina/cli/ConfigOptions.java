package dev.lamina.cli;

import dev.lamina.ConfigEdit;
import dev.lamina.build.Annotation;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.io.Escaped;
import dev.lamina.oci.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The changes of {@code config}. */
final class ConfigOptions {
  private static final String COMMAND =
      ": an array in JSON when it begins with [, else a line for the image's shell";

  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME=VALUE",
      order = 1,
      converter = Assignment.Converter.class,
      description = "Set a variable of the environment")
  private List<Assignment> env = new ArrayList<>();

  @Option(names = "--env-rm", paramLabel = "NAME", order = 2, description = "Take a variable away")
  private List<String> goneEnv = new ArrayList<>();

  @Option(
      names = {"-l", "--label"},
      paramLabel = "NAME=VALUE",
      order = 3,
      converter = Assignment.Converter.class,
      description = "Set a label")
  private List<Assignment> labels = new ArrayList<>();

  @Option(names = "--label-rm", paramLabel = "NAME", order = 4, description = "Take a label away")
  private List<String> goneLabels = new ArrayList<>();

  @Option(
      names = {"-a", "--annotation"},
      paramLabel = "[LEVEL:]NAME=VALUE",
      order = 5,
      description =
          "Set an annotation of the manifest, or of LEVEL: manifest, index, manifest-descriptor,"
              + " index-descriptor, several with commas; manifest[linux/arm64]: is for one platform")
  private List<String> annotations = new ArrayList<>();

  @Option(
      names = "--annotation-rm",
      paramLabel = "[LEVEL:]NAME",
      order = 6,
      description = "Take an annotation away")
  private List<String> goneAnnotations = new ArrayList<>();

  @Option(
      names = "--entrypoint",
      paramLabel = "COMMAND",
      order = 7,
      description = "What is started" + COMMAND + ". The old command goes unless --cmd sets one")
  private @Nullable String entrypoint;

  @Option(
      names = "--cmd",
      paramLabel = "COMMAND",
      order = 8,
      description = "The command, or the arguments of the entry point" + COMMAND)
  private @Nullable String cmd;

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER[:GROUP]",
      order = 9,
      description = "Who runs it")
  private @Nullable String user;

  @Option(
      names = {"-w", "--workdir", "--workingdir"},
      paramLabel = "PATH",
      order = 10,
      description = "Where it runs; no directory is made")
  private @Nullable String workdir;

  @Option(
      names = {"-p", "--expose", "--exposed-ports", "--port"},
      paramLabel = "PORT[-PORT][/PROTOCOL]",
      order = 11,
      description = "Name ports that it listens on")
  private List<String> ports = new ArrayList<>();

  @Option(
      names = "--expose-rm",
      paramLabel = "PORT[-PORT][/PROTOCOL]",
      order = 12,
      description = "Take ports away")
  private List<String> gonePorts = new ArrayList<>();

  @Option(
      names = {"-v", "--volume"},
      paramLabel = "PATH",
      order = 13,
      description = "Name a volume")
  private List<String> volumes = new ArrayList<>();

  @Option(
      names = "--volume-rm",
      paramLabel = "PATH",
      order = 14,
      description = "Take a volume away")
  private List<String> goneVolumes = new ArrayList<>();

  @Option(
      names = "--stop-signal",
      paramLabel = "SIGNAL",
      order = 15,
      description = "The signal that ends it")
  private @Nullable String stopSignal;

  @Option(
      names = "--healthcheck",
      paramLabel = "TEXT",
      order = 16,
      description = "How its health is looked after, in HEALTHCHECK's words: '--interval=9s CMD x'")
  private @Nullable String healthcheck;

  @Option(names = "--author", paramLabel = "TEXT", order = 17, description = "Who made it")
  private @Nullable String author;

  @Option(
      names = "--set-platform",
      paramLabel = "OS/ARCH",
      order = 18,
      converter = PlatformConverter.class,
      description = "What it says that it runs on")
  private @Nullable Platform setPlatform;

  @Option(
      names = "--created",
      paramLabel = "TIME",
      order = 19,
      description = "When it was made: RFC 3339, or seconds since 1970 (default: --timestamp's)")
  private @Nullable String created;

  @Option(
      names = {"-c", "--change"},
      paramLabel = "INSTRUCTION",
      order = 20,
      description =
          "An instruction of a Dockerfile that changes the configuration alone; may be given"
              + " several times")
  private List<String> changes = new ArrayList<>();

  /** All of them as one edit. */
  ConfigEdit edit() throws UsageException, DockerfileException {
    try {
      ConfigEdit edit = added(removed(ConfigEdit.NONE)).instructions(changes);
      if (edit.isEmpty()) {
        throw new UsageException(
            "config: nothing is to be changed", "lamina config --help shows what can be");
      }
      return edit;
    } catch (IllegalArgumentException e) {
      throw new UsageException("config: " + e.getMessage());
    }
  }

  private ConfigEdit removed(ConfigEdit start) throws UsageException {
    ConfigEdit edit = all(start, goneEnv, ConfigEdit::removeEnv);
    edit = all(edit, goneLabels, ConfigEdit::removeLabel);
    edit = all(edit, gonePorts, ConfigEdit::removeExposed);
    edit = all(edit, goneVolumes, ConfigEdit::removeVolume);
    for (String text : goneAnnotations) {
      if (text.contains("=")) {
        throw new UsageException(
            "config: --annotation-rm '" + Escaped.text(text) + "': give the name alone");
      }
      edit = all(edit, Annotation.parse(text + "="), ConfigEdit::removeAnnotation);
    }
    return edit;
  }

  private ConfigEdit added(ConfigEdit start) throws UsageException {
    ConfigEdit edit = start;
    for (Assignment variable : env) {
      edit = edit.env(variable.name(), value("--env", variable));
    }
    for (Assignment label : labels) {
      edit = edit.label(label.name(), value("--label", label));
    }
    for (String text : annotations) {
      edit = all(edit, Annotation.parse(text), ConfigEdit::annotation);
    }
    edit = one(edit, entrypoint, ConfigEdit::entrypoint);
    edit = one(edit, cmd, ConfigEdit::cmd);
    edit = one(edit, user, ConfigEdit::user);
    edit = one(edit, workdir, ConfigEdit::workingDir);
    edit = all(edit, ports, ConfigEdit::expose);
    edit = all(edit, volumes, ConfigEdit::volume);
    edit = one(edit, stopSignal, ConfigEdit::stopSignal);
    edit = one(edit, healthcheck, ConfigEdit::healthcheck);
    edit = one(edit, author, ConfigEdit::author);
    edit = one(edit, setPlatform, ConfigEdit::platform);
    return one(edit, created, ConfigEdit::created);
  }

  private static String value(String option, Assignment given) throws UsageException {
    String value = given.value();
    if (value == null) {
      throw new UsageException(
          "config: " + option + " '" + Escaped.text(given.name()) + "' has no value",
          "write " + option + " NAME=VALUE, or take it away with " + option + "-rm");
    }
    return value;
  }

  private static <T> ConfigEdit one(
      ConfigEdit edit, @Nullable T value, BiFunction<ConfigEdit, T, ConfigEdit> change) {
    return value == null ? edit : change.apply(edit, value);
  }

  private static <T> ConfigEdit all(
      ConfigEdit edit, List<T> values, BiFunction<ConfigEdit, T, ConfigEdit> change) {
    ConfigEdit changed = edit;
    for (T value : values) {
      changed = change.apply(changed, value);
    }
    return changed;
  }
}
