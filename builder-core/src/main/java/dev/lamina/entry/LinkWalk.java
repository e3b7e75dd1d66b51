package dev.lamina.entry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One walk along a path through the links of a source, component by component. */
final class LinkWalk {
  private static final int MOST_LINKS = 255;

  private final EntrySource source;
  private final EntryPath start;

  /** Components not yet walked, one char per byte; may hold {@code ..} from targets. */
  private final Deque<String> ahead = new ArrayDeque<>();

  private EntryPath here = EntryPath.ROOT;
  private boolean hereIsDirectory = true;
  private @Nullable SymlinkEntry lastLink;
  private int links;

  LinkWalk(EntrySource source, EntryPath start) {
    this.source = source;
    this.start = start;
    push(new String(start.bytes(), ISO_8859_1));
  }

  EntryPath end() throws IOException {
    while (!ahead.isEmpty()) {
      String component = ahead.removeFirst();
      if (!hereIsDirectory) {
        throw notFound(below(component));
      }
      if (component.equals("..")) {
        here = here.parent();
      } else if (!component.isEmpty() && !component.equals(".")) {
        step(below(component));
      }
    }
    return here;
  }

  EntryPath place() throws IOException {
    while (!ahead.isEmpty()) {
      String component = ahead.removeFirst();
      if (component.equals("..")) {
        here = here.parent();
        hereIsDirectory = true;
      } else if (!component.isEmpty() && !component.equals(".")) {
        if (!hereIsDirectory) {
          throw new RefusedInputException("not a directory: " + here);
        }
        stepOrStay(below(component));
      }
    }
    return here;
  }

  private void stepOrStay(EntryPath next) throws IOException {
    SourceNode node = source.find(next);
    if (node != null && node.entry() instanceof SymlinkEntry link) {
      follow(link);
    } else {
      here = next;
      hereIsDirectory = node == null || node.isDirectory();
    }
  }

  private EntryPath below(String component) {
    return here.resolve(EntryPath.ofBytes(component.getBytes(ISO_8859_1)));
  }

  private void step(EntryPath next) throws IOException {
    SourceNode node = source.find(next);
    if (node == null) {
      throw notFound(next);
    }
    if (node.entry() instanceof SymlinkEntry link) {
      follow(link);
    } else {
      here = next;
      hereIsDirectory = node.isDirectory();
    }
  }

  private void follow(SymlinkEntry link) throws RefusedInputException {
    links++;
    if (links > MOST_LINKS) {
      throw new RefusedInputException("too many symlinks: " + start);
    }
    lastLink = link;
    if (link.target().isAbsolute()) {
      here = EntryPath.ROOT;
    }
    hereIsDirectory = true;
    push(link.target().latin1());
  }

  private void push(String path) {
    String[] components = path.split("/", -1);
    for (int i = components.length - 1; i >= 0; i--) {
      ahead.addFirst(components[i]);
    }
  }

  private NotFoundException notFound(EntryPath first) {
    EntryPath rest = EntryPath.ofBytes(String.join("/", ahead).getBytes(ISO_8859_1));
    EntryPath missing = first.resolve(rest);
    StringBuilder message = new StringBuilder().append('"').append(missing).append("\": not found");
    if (lastLink != null) {
      message.append(" (through the link ").append(lastLink.path()).append(" -> ");
      message.append(Escaped.bytes(lastLink.target().bytes())).append(')');
    }
    return new NotFoundException(message.toString());
  }
}
