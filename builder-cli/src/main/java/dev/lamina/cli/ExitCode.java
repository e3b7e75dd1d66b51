package dev.lamina.cli;

/** How the command ends; scripts rely on the numbers, so they never change meaning. */
enum ExitCode {
  DONE(0),
  /** It differs, or there are findings. */
  FINDINGS(1),
  /** The command line or the Dockerfile is wrong. */
  USAGE(2),
  /** Input from outside was refused. */
  REFUSED(3),
  /** A digest or size does not match. */
  INTEGRITY(4),
  /** Registry or network. */
  REGISTRY(5),
  /** Input, output or space. */
  IO(6),
  /** The store is in use by others. */
  BUSY(7),
  NOT_FOUND(8),
  /** A fault of Lamina itself. */
  BUG(70),
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
