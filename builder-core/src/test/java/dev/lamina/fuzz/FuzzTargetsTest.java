package dev.lamina.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Without Jazzer, the targets run what is known: the cases, and what once was a finding. */
class FuzzTargetsTest {
  static final List<FuzzTarget> TARGETS = FuzzTarget.ALL;

  @ParameterizedTest
  @FieldSource("TARGETS")
  void every_known_input_is_taken_or_refused(FuzzTarget target) throws IOException {
    List<byte[]> seeds = target.seeds();
    assertFalse(seeds.isEmpty());
    seeds.forEach(target.check()::accept);
  }
}
