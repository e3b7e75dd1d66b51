package dev.lamina.cli.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before a server of this machine and counts the bytes that pass, both ways. */
final class CountingProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();

  private CountingProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  static CountingProxy before(int port) throws IOException {
    return new CountingProxy(port);
  }

  /** {@code localhost:PORT}. */
  String host() {
    return "localhost:" + listener.getLocalPort();
  }

  /** Bytes from the clients, and bytes to them, since the last time that this was asked. */
  Traffic traffic() {
    return new Traffic(sent.getAndSet(0), received.getAndSet(0));
  }

  /**
   * Bytes that have passed.
   *
   * @param sent by clients
   * @param received by them
   */
  record Traffic(long sent, long received) {
    long both() {
      return sent + received;
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "counting proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        open.add(server);
        thread(() -> pump(client, server, sent));
        thread(() -> pump(server, client, received));
      } catch (IOException e) {
        // closed, or the server is gone: the client sees it
      }
    }
  }

  private void pump(Socket from, Socket to, AtomicLong count) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[64 << 10];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        count.addAndGet(n);
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // one side has gone
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
