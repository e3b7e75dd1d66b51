package dev.lamina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What the build makes of annotations is what picocli would. */
class CommandModelsTest {
  /** What holds for a run of a command and not for its model, or is of the reflection itself. */
  private static final Set<String> NOT_OF_THE_MODEL =
      Set.of(
          "hashCode",
          "toString",
          "userObject",
          "initialValue",
          "hasInitialValue",
          "defaultValueString");

  @Test
  void made_models_are_those_of_the_annotations() throws ReflectiveOperationException {
    CommandModels made = CommandModels.load();
    assertEquals(CommandModels.MADE, made.getClass().getName(), "compile with Maven");
    List<String> read = new ArrayList<>();
    describe(CommandTree.whole(new CommandModels.Annotated()), read);
    List<String> written = new ArrayList<>();
    describe(CommandTree.whole(made), written);
    assertTrue(read.size() > 1000, read::toString);
    for (int i = 0; i < read.size(); i++) {
      assertEquals(read.get(i), written.get(i));
    }
    assertEquals(read.size(), written.size());
  }

  private static void describe(CommandLine line, List<String> out)
      throws ReflectiveOperationException {
    CommandSpec spec = line.getCommandSpec();
    String name = spec.qualifiedName();
    out.add(name + " " + attributes(spec));
    out.add(name + " " + attributes(spec.usageMessage()));
    out.add(line.getUsageMessage());
    for (ArgSpec argument : spec.args()) {
      out.add(name + " " + attributes(argument));
    }
    for (CommandLine sub : line.getSubcommands().values()) {
      describe(sub, out);
    }
  }

  /** All that picocli tells of an object by methods without arguments. */
  private static String attributes(Object object) throws ReflectiveOperationException {
    TreeMap<String, String> all = new TreeMap<>();
    for (Method method : object.getClass().getMethods()) {
      boolean asks = method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers());
      if (asks && !NOT_OF_THE_MODEL.contains(method.getName())) {
        try {
          String text = text(method.invoke(object));
          if (text != null) {
            all.put(method.getName(), text);
          }
        } catch (InvocationTargetException e) {
          assertNotNull(e.getCause()); // what cannot be asked of this one cannot differ
        }
      }
    }
    return all.toString();
  }

  /** Null for objects that are others in each tree. */
  private static @Nullable String text(@Nullable Object value) {
    if (value == null) {
      return ""; // picocli's own values for "not said" are sometimes one and sometimes the other
    }
    if (value.getClass().isArray()) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < Array.getLength(value); i++) {
        all.append(text(Array.get(value, i))).append(" | ");
      }
      return all.toString();
    }
    if (value instanceof CommandLine.Range range) {
      return range + " " + range.isUnspecified() + " " + range.isRelative();
    }
    boolean plain =
        value instanceof String
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof Enum<?>
            || value instanceof Class<?>;
    if (plain) {
      return value.toString();
    }
    return value instanceof CommandLine.ITypeConverter<?>
            || value instanceof CommandLine.IParameterPreprocessor
            || value instanceof CommandLine.IParameterConsumer
            || value instanceof CommandLine.IVersionProvider
            || value instanceof CommandLine.IDefaultValueProvider
        ? value.getClass().getName()
        : null;
  }
}
