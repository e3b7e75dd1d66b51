package dev.lamina.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.Images;
import dev.lamina.ImagesOptions;
import dev.lamina.build.BuildRequest;
import dev.lamina.context.ContextOptions;
import dev.lamina.context.DirectoryContext;
import dev.lamina.context.DockerIgnore;
import dev.lamina.context.DockerfileSource;
import dev.lamina.digest.Digest;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.reference.Reference;
import dev.lamina.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at random moments, counted only when it landed inside the work. */
@EnabledOnOs(OS.LINUX)
class KilledBuildIT {
  private static final int HITS = Integer.getInteger("kill.hits", 50);
  private static final String DOCKERFILE =
      """
      FROM base AS one
      ARG ROUND
      ENV ROUND=$ROUND
      COPY <<EOF /round
      $ROUND
      EOF
      COPY data0 /one/
      FROM one
      COPY data1 /two/
      COPY --from=one /one/data0 /three/
      COPY . /all/
      LABEL done=yes
      """;

  @TempDir Path temp;

  private final SplittableRandom random = new SplittableRandom(1);
  private Path store;
  private Path context;
  private Map<String, String> before;

  @BeforeEach
  void have_an_image_that_must_survive() throws IOException {
    store = temp.resolve("store");
    context = Files.createDirectory(temp.resolve("context"));
    for (int i = 0; i < 2; i++) {
      Files.write(context.resolve("data" + i), text(400_000));
    }
    Path base = Files.createDirectory(temp.resolve("base"));
    Files.write(base.resolve("file"), text(100_000));
    Files.writeString(base.resolve("Dockerfile"), "FROM scratch\nCOPY file /\nCMD [\"/file\"]\n");
    Files.writeString(context.resolve("Dockerfile"), DOCKERFILE);
    command().run("build", "-t", "base", "-t", "kept:1", base.toString()).ok();
    before = Stores.names(store);
  }

  private byte[] text(int size) {
    StringBuilder text = new StringBuilder();
    while (text.length() < size) {
      text.append(Integer.toHexString(random.nextInt())).append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  private Command command() {
    return Command.in(temp).env("LAMINA_STORE", store.toString());
  }

  @Test
  void a_build_that_is_killed_leaves_a_good_store_that_the_next_build_uses() throws Exception {
    Peers.require("umoci");
    Digest next = buildHere();
    HitMeter meter = new HitMeter(store, random);
    while (meter.hits() < HITS) {
      assertTrue(meter.attempts() < 4 * HITS, meter + ": too few hits");
      boolean hit = meter.kill(command().start(build(meter.attempts())));
      if (!hit) {
        continue;
      }
      Stores.check(store, List.of("kept:1"));
      Map<String, String> after = Stores.names(store);
      after.keySet().retainAll(before.keySet());
      assertEquals(before, after);
      assertEquals(next, buildHere(), "the next build gives what it always gave");
    }
    command().run(build(0)).ok();
    System.out.println(meter);
    assertTrue(Stores.unfinished(store) > 0, "killed processes leave their temporary directory");
    command().run("prune").ok();
    assertEquals(0, Stores.unfinished(store));
    Stores.check(store, List.of("base:latest", "kept:1", "victim:latest"));
  }

  private Digest buildHere() throws IOException, DockerfileException {
    BuildRequest request =
        BuildRequest.builder(
                DockerfileSource.find(context, null),
                DirectoryContext.open(context, DockerIgnore.NONE, ContextOptions.at(0)))
            .buildArg("ROUND", "next")
            .name(Reference.parse("next"))
            .build();
    return Images.open(store, ImagesOptions.DEFAULT).build(request).root().digest();
  }

  private String[] build(int round) {
    return new String[] {
      "build", "-q", "--build-arg", "ROUND=" + round, "-t", "victim", context.toString()
    };
  }
}
