package dev.lamina.progress;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class CancellationTest {
  @Test
  void a_cancelled_operation_ends_at_its_next_check() {
    Cancellation cancellation = Cancellation.create();
    assertDoesNotThrow(cancellation::check);
    cancellation.cancel();
    cancellation.cancel();
    assertTrue(cancellation.cancelled());
    assertThrows(CancellationException.class, cancellation::check);
  }

  @Test
  void what_everybody_shares_cannot_be_cancelled() {
    assertThrows(IllegalStateException.class, Cancellation.NONE::cancel);
    assertFalse(Cancellation.NONE.cancelled());
  }
}
