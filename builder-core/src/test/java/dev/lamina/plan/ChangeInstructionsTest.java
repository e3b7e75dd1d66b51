package dev.lamina.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.ProblemText;
import dev.lamina.oci.ContainerConfig;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.Platform;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeInstructionsTest {
  private static final ImageConfig IMAGE =
      ImageConfig.of(new Platform("linux", "amd64"))
          .withConfig(
              ContainerConfig.EMPTY
                  .withEnv(List.of("PATH=/bin", "A=1"))
                  .withCmd(List.of("/old"))
                  .withWorkingDir("/srv"));

  private static ChangeInstructions.Changed changed(String... texts) throws DockerfileException {
    return ChangeInstructions.parse("--change", List.of(texts)).apply(IMAGE);
  }

  private static String problems(String... texts) {
    DockerfileException e = assertThrows(DockerfileException.class, () -> changed(texts));
    return ProblemText.errors(e.problems());
  }

  @Test
  void instructions_mean_what_they_mean_in_a_dockerfile() throws DockerfileException {
    ChangeInstructions.Changed changed =
        changed(
            "env PATH=$PATH:/opt B=\"x y\"",
            "LABEL k=$B",
            "WORKDIR sub",
            "EXPOSE 80 90/udp",
            "USER me",
            "VOLUME [\"/data\"]",
            "ONBUILD RUN make",
            "STOPSIGNAL 9");
    ContainerConfig config = changed.config().config();
    assertEquals(List.of("PATH=/bin:/opt", "A=1", "B=x y"), config.env());
    assertEquals("x y", config.labels().get("k"));
    assertEquals("/srv/sub", config.workingDir());
    assertEquals(List.of("80/tcp", "90/udp"), List.copyOf(config.exposedPorts()));
    assertEquals("me", config.user());
    assertEquals(List.of("/data"), List.copyOf(config.volumes()));
    assertEquals(List.of("RUN make"), config.onBuild());
    assertEquals("9", config.stopSignal());
    assertEquals(8, changed.createdBy().size());
    assertEquals("LABEL k=x y", changed.createdBy().get(1));
  }

  @Test
  void an_entrypoint_clears_the_command_that_the_image_had_and_no_other()
      throws DockerfileException {
    assertEquals(List.of(), changed("ENTRYPOINT [\"/e\"]").config().config().cmd());
    assertEquals(
        List.of("/bin/sh", "-c", "run it"),
        changed("CMD run it", "ENTRYPOINT [\"/e\"]").config().config().cmd());
    assertEquals(
        List.of("/bin/bash", "run it"),
        changed("SHELL [\"/bin/bash\"]", "CMD run it").config().config().cmd());
  }

  @Test
  void no_instruction_changes_nothing() throws DockerfileException {
    assertEquals(IMAGE, changed().config());
  }

  @Test
  void what_needs_a_build_is_refused_each_in_its_line() {
    String text = problems("USER a", "RUN make", "COPY a b", "ADD a b", "ARG x", "FROM y");
    assertEquals(
        List.of("--change:2:1", "--change:3:1", "--change:4:1", "--change:5:1", "--change:6:1"),
        text.lines().filter(line -> line.startsWith("--change:")).toList());
  }

  @Test
  void every_problem_is_told() {
    String text = problems("EXPOSE nope", "STOPSIGNAL nope");
    assertEquals(2, text.lines().filter(line -> line.startsWith("error: ")).count(), text);
    assertEquals(
        "error: unknown instruction: LABLE (did you mean LABEL?)",
        problems("LABLE a=b").lines().filter(line -> line.startsWith("error: ")).findFirst().get());
  }
}
