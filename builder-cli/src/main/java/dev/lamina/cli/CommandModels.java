package dev.lamina.cli;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;

/**
 * picocli's models of commands, made without reading annotations, which takes a small command most
 * of its time. The build makes a class that extends this one, from what picocli understood of the
 * annotations; see docs/startup.md.
 */
abstract class CommandModels {
  /** The class that the build makes. */
  static final String MADE = "dev.lamina.cli.MadeModels";

  /** What {@link CommandSpec#forAnnotatedObject} would return. */
  abstract CommandSpec of(Object command);

  /** What a field of a command holds. */
  static Object value(Object owner, String field) {
    try {
      return new FieldValue(owner, field).get();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Those that the build has made; else they are read from annotations, which takes longer. */
  static CommandModels load() {
    try {
      return Class.forName(MADE)
          .asSubclass(CommandModels.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      return new Annotated();
    }
  }

  /** The models as the annotations have them. */
  static final class Annotated extends CommandModels {
    @Override
    CommandSpec of(Object command) {
      return CommandSpec.forAnnotatedObject(command);
    }
  }

  /** A field of a command that picocli fills. */
  static final class FieldValue implements IGetter, ISetter {
    private final Object owner;
    private final Field field;

    FieldValue(Object owner, String name) {
      this.owner = owner;
      try {
        field = owner.getClass().getDeclaredField(name);
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException("models are of another version: " + e.getMessage(), e);
      }
      field.setAccessible(true);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the signature is picocli's
    public <T> T get() throws IllegalAccessException {
      return (T) field.get(owner);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T set(T value) throws IllegalAccessException {
      T old = (T) field.get(owner);
      field.set(owner, value);
      return old;
    }
  }
}
