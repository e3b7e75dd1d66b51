package dev.lamina.registry;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An HTTP server on raw sockets that does what a handler says, or what a fault says instead. */
final class FaultyServer implements Closeable {
  private final ServerSocket listener;
  private final Handler handler;
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final List<Exchange> log = Collections.synchronizedList(new ArrayList<>());
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /** Answers requests. */
  @FunctionalInterface
  interface Handler {
    Answer answer(Exchange exchange) throws IOException;
  }

  /** What happens instead of, or around, an answer. */
  interface Act {
    /**
     * The answer, right or wrong.
     *
     * @param server answers as if there were no fault
     * @return null ends the connection without a word
     */
    @Nullable Answer answer(Exchange exchange, Handler server) throws IOException;

    /** How many bytes of a request's body are read before the connection ends; -1 reads all. */
    default long readsOnly() {
      return -1;
    }

    /** Whether the body is left unread with the connection open. */
    default boolean stopsReading() {
      return false;
    }
  }

  /** A fault that happens to some requests so many times. */
  private static final class Fault {
    private final Predicate<Exchange> where;
    private final Act act;
    private int left;

    Fault(Predicate<Exchange> where, int times, Act act) {
      this.where = where;
      this.left = times;
      this.act = act;
    }

    synchronized boolean takes(Exchange exchange) {
      if (left == 0 || !where.test(exchange)) {
        return false;
      }
      left--;
      return true;
    }
  }

  FaultyServer(Handler handler) throws IOException {
    this.handler = handler;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(this::accept, "faulty-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** {@code localhost:PORT}. */
  String host() {
    return "localhost:" + listener.getLocalPort();
  }

  /** All requests so far. */
  List<Exchange> log() {
    synchronized (log) {
      return List.copyOf(log);
    }
  }

  /** How many requests have this method and a target in which the pattern is found. */
  long count(String method, String target) {
    Pattern pattern = Pattern.compile(target);
    return log().stream()
        .filter(e -> e.method().equals(method) && pattern.matcher(e.target()).find())
        .count();
  }

  /** Lets a fault happen to the next requests of a method and target. */
  void fault(String method, String target, int times, Act act) {
    Pattern pattern = Pattern.compile(target);
    faults.add(
        new Fault(
            e -> e.method().matches(method) && pattern.matcher(e.target()).find(), times, act));
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        Thread thread = new Thread(() -> serve(socket), "faulty-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (true) {
        in.mark(1);
        int first = in.read();
        in.reset();
        // a TLS hello begins with 22; a server of plain HTTP says so in plain HTTP
        if (first == 22) {
          Answer.of(400).write(out, false);
          return;
        }
        Exchange head = Exchange.head(in);
        if (head == null || !exchange(head, in, out)) {
          return;
        }
      }
    } catch (IOException e) {
      // the client is gone, which is its right
    } finally {
      sockets.remove(socket);
    }
  }

  private boolean exchange(Exchange head, InputStream in, OutputStream out) throws IOException {
    Act act =
        faults.stream()
            .filter(fault -> fault.takes(head))
            .findFirst()
            .<Act>map(fault -> fault.act)
            .orElse((exchange, server) -> server.answer(exchange));
    if (act.stopsReading()) {
      log.add(head);
      sleep();
      return false;
    }
    if (act.readsOnly() >= 0) {
      head.withBody(new Limited(in, act.readsOnly()), out);
      log.add(head);
      return false;
    }
    Exchange whole = head.withBody(in, out);
    log.add(whole);
    Answer answer = act.answer(whole, handler);
    if (answer == null) {
      return false;
    }
    answer.write(out, head.method().equals("HEAD"));
    if (answer.pauseAfter() >= 0) {
      sleep();
    }
    return answer.keepsConnection();
  }

  private static void sleep() throws IOException {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** The first bytes of a stream. */
  private static final class Limited extends InputStream {
    private final InputStream in;
    private long left;

    Limited(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      return left-- > 0 ? in.read() : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = left <= 0 ? -1 : in.read(bytes, offset, (int) Math.min(length, left));
      left -= Math.max(count, 0);
      return count;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
