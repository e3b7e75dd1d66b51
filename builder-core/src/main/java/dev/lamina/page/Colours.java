package dev.lamina.page;

/** The colours of layers, which {@code colours.css} has for light and dark. */
final class Colours {
  /** How many there are: layer 12 has the colour of layer 0 again. */
  static final int COUNT = 12;

  private Colours() {}
}
