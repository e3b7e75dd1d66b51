package dev.lamina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanTest {
  @ParameterizedTest
  @CsvSource({
    "0,0B",
    "999,999B",
    "1000,1kB",
    "13256,13.3kB",
    "1840,1.84kB",
    "187000000,187MB",
    "10,10B",
    "100000,100kB",
    "9223372036854775807,9.22EB"
  })
  void sizes_have_three_digits(long bytes, String text) {
    assertEquals(text, Human.size(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T12:00:00Z,Less than a second ago",
    "2026-03-01T11:59:59Z,1 second ago",
    "2026-03-01T11:58:59Z,About a minute ago",
    "2026-03-01T11:30:00Z,30 minutes ago",
    "2026-03-01T10:00:00+00:00,2 hours ago",
    "2026-02-26T12:00:00Z,3 days ago",
    "2026-02-01T12:00:00Z,4 weeks ago",
    "2025-10-01T12:00:00Z,5 months ago",
    "1970-01-01T00:00:00Z,56 years ago",
    "2027-01-01T00:00:00Z,Less than a second ago",
    "yesterday,N/A",
  })
  void ages_are_in_the_words_of_docker(String created, String age) {
    assertEquals(age, Human.age(created, Instant.parse("2026-03-01T12:00:00Z")));
  }

  @Test
  void an_image_that_does_not_say_has_no_age() {
    assertEquals("N/A", Human.age(null, Instant.EPOCH));
  }
}
