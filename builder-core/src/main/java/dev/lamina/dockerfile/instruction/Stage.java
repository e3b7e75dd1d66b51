package dev.lamina.dockerfile.instruction;

import java.util.List;

/**
 * FROM and what follows it.
 *
 * @param index from 0, named and unnamed stages alike
 */
public record Stage(int index, Instruction.From from, List<Instruction> instructions) {
  public Stage {
    instructions = List.copyOf(instructions);
  }

  /** The name, or the index where there is none. */
  public String label() {
    String name = from.name();
    return name == null ? Integer.toString(index) : name;
  }
}
