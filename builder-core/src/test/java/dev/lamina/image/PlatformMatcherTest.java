package dev.lamina.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.digest.Digest;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformMatcherTest {
  /** Platforms by word; {@code -} is an entry that says none. */
  private static ImageIndex index(String platforms) {
    List<Descriptor> entries = new ArrayList<>();
    for (String platform : platforms.split(" ", -1)) {
      Descriptor entry =
          Descriptor.of(
              MediaType.OCI_MANIFEST, Digest.sha256(new byte[] {(byte) entries.size()}), 1);
      String[] words = platform.split("/", -1);
      entries.add(
          platform.equals("-")
              ? entry
              : entry.withPlatform(
                  new Platform(words[0], words[1], words.length > 2 ? words[2] : null)));
    }
    return ImageIndex.of(MediaType.OCI_INDEX, entries);
  }

  @ParameterizedTest
  @CsvSource({
    "linux/amd64,    linux/arm64 linux/amd64,                      1",
    "linux/amd64,    linux/amd64 linux/amd64,                      0",
    "linux/amd64,    linux/amd64/v2 linux/amd64/v1,                1",
    "linux/amd64/v3, linux/amd64 linux/amd64/v2 linux/amd64/v4,    1",
    "linux/arm/v7,   linux/arm/v5 linux/arm/v6 linux/arm/v8,       1",
    "linux/arm,      linux/arm/v6 linux/arm/v7,                    1",
    "linux/arm/v6,   linux/arm/v7 linux/arm/v6,                    1",
    "linux/arm64,    linux/arm64/v8,                               0",
    "linux/arm64/v8, linux/arm64,                                  0",
    "linux/arm64,    linux/arm/v7,                                 -1",
    "linux/amd64,    windows/amd64,                                -1",
    "linux/s390x,    linux/s390x,                                  0",
    "linux/amd64,    unknown/unknown -,                            1",
    "linux/amd64,    - linux/amd64,                                1",
    "unknown/unknown, unknown/unknown,                             -1",
  })
  void the_best_entry_that_runs_is_chosen(String wanted, String platforms, int expected) {
    String[] words = wanted.split("/", -1);
    PlatformMatcher matcher =
        new PlatformMatcher(new Platform(words[0], words[1], words.length > 2 ? words[2] : null));
    ImageIndex index = index(platforms);
    assertEquals(
        expected,
        matcher.choose(index).map(chosen -> index.manifests().indexOf(chosen)).orElse(-1));
  }

  @Test
  void an_attestation_that_claims_a_platform_is_not_chosen() {
    Descriptor attestation =
        index("linux/amd64")
            .manifests()
            .get(0)
            .withAnnotations(Map.of("vnd.docker.reference.type", "attestation-manifest"));
    ImageIndex index = ImageIndex.of(MediaType.OCI_INDEX, List.of(attestation));
    assertTrue(new PlatformMatcher(SampleImages.AMD64).choose(index).isEmpty());
  }

  @Test
  void an_older_variant_matches_and_a_newer_does_not() {
    PlatformMatcher v7 = new PlatformMatcher(new Platform("linux", "arm", "v7"));
    assertTrue(v7.matches(new Platform("linux", "arm", "v6")));
    assertFalse(v7.matches(new Platform("linux", "arm", "v8")));
  }
}
