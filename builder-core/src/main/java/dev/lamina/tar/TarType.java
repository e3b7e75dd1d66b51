package dev.lamina.tar;

/** The kinds of entry, with the type flag that a header carries for each. */
public enum TarType {
  FILE('0'),
  HARD_LINK('1'),
  SYMLINK('2'),
  CHARACTER_DEVICE('3'),
  BLOCK_DEVICE('4'),
  DIRECTORY('5'),
  FIFO('6');

  private final byte flag;

  TarType(char flag) {
    this.flag = (byte) flag;
  }

  byte flag() {
    return flag;
  }

  /** Whether an entry of this kind names another: {@link TarHeader#linkName()} has a meaning. */
  public boolean isLink() {
    return this == HARD_LINK || this == SYMLINK;
  }

  /** Whether an entry of this kind carries device numbers. */
  public boolean isDevice() {
    return this == CHARACTER_DEVICE || this == BLOCK_DEVICE;
  }
}
