package dev.lamina.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void it_is_that_of_the_pom() throws IOException {
    Path pom = Golden.testdata().resolve("../builder-cli/pom.xml");
    String parent =
        "<artifactId>lamina</artifactId>\n    <version>" + Version.TEXT + "</version>\n  </parent>";
    assertTrue(Files.readString(pom).contains(parent), "not in the pom: " + Version.TEXT);
  }
}
