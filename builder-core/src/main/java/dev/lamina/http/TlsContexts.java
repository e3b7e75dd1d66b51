package dev.lamina.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The TLS settings of each host, made when it is first spoken to. */
final class TlsContexts {
  private static final char[] NO_PASSWORD = new char[0];

  private final TlsOptions options;
  private final Map<String, SSLContext> contexts = new ConcurrentHashMap<>();

  TlsContexts(TlsOptions options) {
    this.options = options;
  }

  boolean verifies(String hostAndPort) {
    return options.verifies(hostAndPort);
  }

  /**
   * @throws IOException when a certificate directory cannot be used; names the file
   */
  SSLContext of(String hostAndPort) throws IOException {
    SSLContext known = contexts.get(hostAndPort);
    if (known == null) {
      known = make(hostAndPort);
      contexts.put(hostAndPort, known);
    }
    return known;
  }

  private SSLContext make(String hostAndPort) throws IOException {
    List<X509Certificate> authorities = new ArrayList<>();
    List<KeyManager> keys = new ArrayList<>();
    for (Path directory : directories(hostAndPort)) {
      for (Path file : files(directory)) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".crt")) {
          authorities.addAll(Pem.certificates(file));
        } else if (name.endsWith(".cert")) {
          keys.add(client(file, keyOf(file, name)));
        }
      }
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keys.isEmpty() ? null : keys.toArray(KeyManager[]::new),
          trust(hostAndPort, authorities),
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up for " + hostAndPort, e);
    }
  }

  private List<Path> directories(String hostAndPort) {
    List<Path> all = new ArrayList<>(options.directories());
    for (Path parent : options.hostDirectories()) {
      Path directory = parent.resolve(hostAndPort);
      if (Files.isDirectory(directory)) {
        all.add(directory);
      }
    }
    return all;
  }

  private static List<Path> files(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(files::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.sort(null);
    return files;
  }

  private static Path keyOf(Path certificate, String name) throws IOException {
    Path key =
        certificate.resolveSibling(name.substring(0, name.length() - ".cert".length()) + ".key");
    if (!Files.exists(key)) {
      throw new IOException(key + " is missing: the key of client certificate " + certificate);
    }
    return key;
  }

  private static KeyManager client(Path certificate, Path key) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      X509Certificate[] chain = Pem.certificates(certificate).toArray(X509Certificate[]::new);
      store.setKeyEntry("client", Pem.privateKey(key), NO_PASSWORD, chain);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      return factory.getKeyManagers()[0];
    } catch (GeneralSecurityException e) {
      throw new IOException("client certificate " + certificate + " cannot be used", e);
    }
  }

  private TrustManager @Nullable [] trust(String hostAndPort, List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    if (!options.verifies(hostAndPort)) {
      return new TrustManager[] {new TrustsAll()};
    }
    if (authorities.isEmpty()) {
      return null;
    }
    TrustManagerFactory system =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    system.init((KeyStore) null);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (TrustManager manager : system.getTrustManagers()) {
      if (manager instanceof javax.net.ssl.X509TrustManager x509) {
        for (X509Certificate authority : x509.getAcceptedIssuers()) {
          add(store, authority);
        }
      }
    }
    for (X509Certificate authority : authorities) {
      add(store, authority);
    }
    TrustManagerFactory both =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    both.init(store);
    return both.getTrustManagers();
  }

  private static void add(KeyStore store, X509Certificate authority)
      throws GeneralSecurityException {
    store.setCertificateEntry("authority-" + store.size(), authority);
  }

  /** For hosts whose user said that their certificates do not matter. */
  private static final class TrustsAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("not a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("not a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("not a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
