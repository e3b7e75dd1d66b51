package dev.lamina.plan;

import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.ProblemText;
import dev.lamina.io.Escaped;
import dev.lamina.oci.ContainerConfig;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.Platform;
import java.util.List;

/** A plan as text that one can read. */
final class PlanText implements Step.Visitor<ImageConfig> {
  private final StringBuilder out = new StringBuilder();
  private ImageConfig image = ImageConfig.of(new Platform("", ""));

  /** Prints a stage; returns its finished configuration. */
  ImageConfig stage(StagePlan stage, PlannedStage planned) {
    line("stage " + stage.index() + stage.name().map(n -> " (" + n + ")").orElse(""));
    line("  from " + stage.source());
    if (!stage.dependencies().isEmpty() || !planned.dependencies().isEmpty()) {
      line("  needs " + stage.dependencies() + ", copies from " + planned.dependencies());
    }
    image = planned.start();
    for (Step step : planned.steps()) {
      line("  " + step.range().firstLine() + "-" + step.range().lastLine() + " " + kind(step));
      if (!(step instanceof Step.Configure configure) || configure.recordsHistory()) {
        line("    history: " + Escaped.text(step.createdBy()));
      }
      image = step.accept(this);
    }
    if (!planned.scope().values().isEmpty()) {
      line("  args " + Escaped.text(planned.scope().values().toString()));
    }
    config(image);
    warnings(planned.warnings());
    return image;
  }

  private static String kind(Step step) {
    return step.getClass().getSimpleName();
  }

  void warnings(List<Problem> warnings) {
    out.append(ProblemText.warnings(warnings));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  @Override
  public ImageConfig copyFiles(Step.CopyFiles step) {
    line("    " + step.verb() + " from " + step.origin());
    step.sources().forEach(s -> line("    source " + Escaped.text(s)));
    step.inlineFiles()
        .forEach(f -> line("    file " + Escaped.text(f.name()) + " " + Escaped.text(f.content())));
    line("    to " + step.destination().path() + " " + step.destination().form());
    CopyOptions options = step.options();
    if (!options.equals(CopyOptions.NONE)) {
      line("    " + options);
    }
    return image;
  }

  @Override
  public ImageConfig makeDirectory(Step.MakeDirectory step) {
    line("    make " + step.path() + (step.user() == null ? "" : " as " + step.user()));
    return step.change().apply(image);
  }

  @Override
  public ImageConfig configure(Step.Configure step) {
    return step.change().apply(image);
  }

  private void config(ImageConfig image) {
    ContainerConfig config = image.config();
    line("  image " + image.platform());
    if (image.author() != null) {
      field("Author", image.author());
    }
    field("User", config.user());
    config.exposedPorts().forEach(p -> field("ExposedPort", p));
    config.env().stream()
        .filter(e -> !e.equals("PATH=" + StagePlan.DEFAULT_PATH))
        .forEach(e -> line("    Env " + Escaped.text(e)));
    words("Entrypoint", config.entrypoint());
    words("Cmd", config.cmd());
    config.volumes().forEach(v -> field("Volume", v));
    field("WorkingDir", config.workingDir());
    config.labels().forEach((k, v) -> line("    Label " + Escaped.text(k + "=" + v)));
    field("StopSignal", config.stopSignal());
    field("Healthcheck", config.healthcheck() == null ? "" : config.healthcheck().toString());
    config.onBuild().forEach(t -> field("OnBuild", t));
    words("Shell", config.shell());
    config.extra().members().keySet().forEach(name -> field("Unknown", name));
  }

  private void words(String name, List<String> words) {
    if (!words.isEmpty()) {
      line("    " + name + " " + GoText.quoted(words));
    }
  }

  private void field(String name, String value) {
    if (!value.isEmpty()) {
      line("    " + name + " " + Escaped.text(value));
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
