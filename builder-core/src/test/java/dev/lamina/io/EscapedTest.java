package dev.lamina.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What people get to see of names from outside. */
class EscapedTest {
  @Test
  void what_cannot_be_printed_is_shown_by_its_number() {
    assertEquals("a\\x07\\x1b\\x9f", Escaped.text("a\u0007\u001b\u009f"));
    assertEquals("\\u061c\\u202e\\ufeff", Escaped.text("\u061c\u202e\ufeff"));
    assertEquals("\\ue0001\\u10ffff", Escaped.text("\udb40\udc01\udbff\udfff"));
    assertEquals("\\\\ \\n\\r\\t é 漢", Escaped.text("\\ \n\r\t é 漢"));
  }

  @Test
  void bytes_that_are_no_text_are_shown_one_by_one() {
    byte[] raw = {'a', (byte) 0xff, '\n', (byte) 0xc3, (byte) 0xa9, (byte) 0xc3};
    assertEquals("a\\xff\\né\\xc3", Escaped.bytes(raw));
  }
}
