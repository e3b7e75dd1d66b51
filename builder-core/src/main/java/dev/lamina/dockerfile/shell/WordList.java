package dev.lamina.dockerfile.shell;

import java.util.ArrayList;
import java.util.List;

/** Collects words while a text is expanded. */
final class WordList {
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;

  /** A character of the text: white space ends a word. */
  void add(char c) {
    if (!Spaces.isSpace(c)) {
      addRaw(c);
    } else if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  /** An unquoted value: it is split too. */
  void add(String text) {
    for (int i = 0; i < text.length(); i++) {
      add(text.charAt(i));
    }
  }

  void addRaw(char c) {
    word.append(c);
    inWord = true;
  }

  /** A quoted text, empty ones too. */
  void addRaw(String text) {
    word.append(text);
    inWord = true;
  }

  List<String> finish() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
    return words;
  }
}
