package dev.lamina.registry;

import dev.lamina.testing.Sh;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server of TLS whose certificate for {@code localhost} nobody else has signed. */
final class UnknownAuthority implements Closeable {
  private static final String PASSWORD = "of-the-test";

  private final ServerSocket listener;

  /**
   * @param folder for the key, which is made anew
   */
  UnknownAuthority(Path folder) throws IOException, GeneralSecurityException {
    listener =
        context(folder)
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(this::accept, "unknown-authority");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  private static SSLContext context(Path folder) throws IOException, GeneralSecurityException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Path file = folder.resolve("keys.p12");
    Sh.in(folder)
        .run(
            keytool.toString(),
            "-genkeypair",
            "-keyalg",
            "RSA",
            "-alias",
            "server",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=dns:localhost",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD)
        .ok();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** {@code localhost:PORT}. */
  String host() {
    return "localhost:" + listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        // the handshake; a client that trusts nobody ends it
        socket.getInputStream().read();
      } catch (IOException e) {
        // of this connection, or the listener is closed
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
