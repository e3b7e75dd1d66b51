package dev.lamina.cli.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An authority that nobody knows, and a certificate of it for {@code localhost}.
 *
 * @param folder where the files are; {@code trust/ca.crt} is what others are to trust
 */
record TestAuthority(Path folder) {
  /** Makes new keys. */
  static TestAuthority in(Path folder) throws IOException {
    Path trust = Files.createDirectories(folder.resolve("trust"));
    String openssl = Peers.require("openssl").toString();
    Sh sh = Sh.in(folder);
    sh.run(
            openssl,
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=an authority of tests",
            "-keyout",
            "ca.key",
            "-out",
            trust + "/ca.crt")
        .ok();
    sh.run(
            openssl,
            "req",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=localhost",
            "-keyout",
            "server.key",
            "-out",
            "server.csr")
        .ok();
    Files.write(
        folder.resolve("names"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n".getBytes(UTF_8));
    sh.run(
            openssl,
            "x509",
            "-req",
            "-in",
            "server.csr",
            "-CA",
            trust + "/ca.crt",
            "-CAkey",
            "ca.key",
            "-CAcreateserial",
            "-days",
            "2",
            "-extfile",
            "names",
            "-out",
            "server.crt")
        .ok();
    return new TestAuthority(folder);
  }

  Path trust() {
    return folder.resolve("trust");
  }

  Path certificate() {
    return folder.resolve("server.crt");
  }

  Path key() {
    return folder.resolve("server.key");
  }
}
