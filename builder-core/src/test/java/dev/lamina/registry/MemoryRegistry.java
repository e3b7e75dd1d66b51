package dev.lamina.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.digest.Digest;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A registry in memory, as the distribution-spec says one should be. */
final class MemoryRegistry implements FaultyServer.Handler {
  private static final Pattern TARGET =
      Pattern.compile("/v2/(.+?)/(blobs|manifests|tags|referrers)/([^?]*)(?:\\?(.*))?");

  /** By {@code REPOSITORY/DIGEST}. */
  final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

  /** By {@code REPOSITORY/DIGEST} and {@code REPOSITORY/TAG}. */
  final Map<String, byte[]> manifests = new ConcurrentHashMap<>();

  /** How many referrers a page has; 0 knows nothing of referrers, as distribution 2.8. */
  volatile int referrersPage;

  private final Map<String, ByteArrayOutputStream> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  @Override
  public Answer answer(Exchange exchange) throws IOException {
    if (exchange.target().equals("/v2/")) {
      return Answer.of(200);
    }
    Matcher target = TARGET.matcher(exchange.target());
    if (!target.matches()) {
      return Answer.error(404, "NAME_UNKNOWN", "no such thing");
    }
    String repository = target.group(1);
    String query = target.group(4) == null ? "" : target.group(4);
    return switch (target.group(2)) {
      case "blobs" ->
          target.group(3).startsWith("uploads/")
              ? upload(exchange, repository, target.group(3).substring(8), query)
              : blob(exchange, repository + "/" + target.group(3));
      case "manifests" -> manifest(exchange, repository, target.group(3));
      case "referrers" -> referrers(repository, target.group(3), query);
      default -> tags(repository);
    };
  }

  private Answer referrers(String repository, String subject, String query) throws IOException {
    if (referrersPage == 0) {
      return Answer.of(404, "404 page not found".getBytes(UTF_8))
          .with("Content-Type", "text/plain");
    }
    String type =
        query.startsWith("artifactType=")
            ? URLDecoder.decode(query.replaceAll("artifactType=([^&]*).*", "$1"), UTF_8)
            : "";
    List<String> all = new ArrayList<>();
    for (Map.Entry<String, byte[]> each : new TreeMap<>(manifests).entrySet()) {
      Descriptor entry = entry(each.getValue());
      boolean here = each.getKey().equals(repository + "/" + entry.digest());
      boolean wanted = type.isEmpty() || type.equals(entry.artifactType());
      if (here && wanted && subject(each.getValue()).equals(subject)) {
        all.add(entry.toJson().toString());
      }
    }
    int from = query.contains("from=") ? Integer.parseInt(query.replaceAll(".*from=", "")) : 0;
    int to = Math.min(from + referrersPage, all.size());
    String page =
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
            + "\"manifests\":["
            + String.join(",", all.subList(from, to))
            + "]}";
    Answer answer =
        Answer.of(200, page.getBytes(UTF_8))
            .with("Content-Type", "application/vnd.oci.image.index.v1+json");
    String next =
        "</v2/%s/referrers/%s?artifactType=%s&from=%s>; rel=\"next\""
            .formatted(repository, subject, type, to);
    Answer linked = to < all.size() ? answer.with("Link", next) : answer;
    return type.isEmpty() ? linked : linked.with("OCI-Filters-Applied", "artifactType");
  }

  private static Document<? extends Manifest> document(byte[] bytes) throws IOException {
    String type = Manifest.mediaTypeOf(bytes, "manifest");
    return Manifest.document(Descriptor.of(type, Digest.sha256(bytes), bytes.length), bytes);
  }

  /** The digest of what a manifest is about; empty if it is about nothing. */
  private static String subject(byte[] bytes) throws IOException {
    Descriptor subject = document(bytes).value().subject();
    return subject == null ? "" : subject.digest().toString();
  }

  private static Descriptor entry(byte[] bytes) throws IOException {
    Document<? extends Manifest> document = document(bytes);
    String type = document.value() instanceof ImageManifest image ? image.artifactType() : null;
    return document
        .descriptor()
        .withArtifactType(type)
        .withAnnotations(document.value().annotations());
  }

  private Answer tags(String repository) {
    String tags =
        new TreeMap<>(manifests)
            .keySet().stream()
                .filter(key -> key.startsWith(repository + "/") && !key.contains("sha256:"))
                .map(key -> "\"" + key.substring(repository.length() + 1) + "\"")
                .reduce((a, b) -> a + "," + b)
                .orElse("");
    return Answer.of(
        200, ("{\"name\":\"" + repository + "\",\"tags\":[" + tags + "]}").getBytes(UTF_8));
  }

  private Answer blob(Exchange exchange, String key) {
    byte[] bytes = blobs.get(key);
    if (bytes == null) {
      return Answer.error(404, "BLOB_UNKNOWN", "blob unknown to registry");
    }
    String range = exchange.header("Range");
    if (range.isEmpty()) {
      return Answer.of(200, bytes);
    }
    int from = Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1"));
    byte[] rest = java.util.Arrays.copyOfRange(bytes, from, bytes.length);
    return Answer.of(206, rest)
        .with("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
  }

  private Answer manifest(Exchange exchange, String repository, String reference)
      throws IOException {
    String key = repository + "/" + reference;
    byte[] bytes = exchange.method().equals("PUT") ? exchange.body() : manifests.get(key);
    if (bytes == null) {
      return Answer.error(404, "MANIFEST_UNKNOWN", "manifest unknown");
    }
    String digest = Digest.sha256(bytes).toString();
    switch (exchange.method()) {
      case "PUT" -> {
        manifests.put(key, bytes);
        manifests.put(repository + "/" + digest, bytes);
        Answer stored = Answer.of(201).with("Docker-Content-Digest", digest);
        String subject = subject(bytes);
        return referrersPage > 0 && !subject.isEmpty()
            ? stored.with("OCI-Subject", subject)
            : stored;
      }
      case "DELETE" -> {
        manifests.values().removeIf(each -> java.util.Arrays.equals(each, bytes));
        return Answer.of(202);
      }
      default -> {
        return Answer.of(200, bytes)
            .with("Content-Type", Manifest.mediaTypeOf(bytes, "manifest"))
            .with("Docker-Content-Digest", digest);
      }
    }
  }

  private Answer upload(Exchange exchange, String repository, String session, String query) {
    if (exchange.method().equals("POST")) {
      Matcher mount = Pattern.compile("mount=([^&]+)&from=([^&]+)").matcher(query);
      if (mount.find()) {
        String digest = URLDecoder.decode(mount.group(1), UTF_8);
        byte[] bytes = blobs.get(URLDecoder.decode(mount.group(2), UTF_8) + "/" + digest);
        if (bytes != null) {
          blobs.put(repository + "/" + digest, bytes);
          return Answer.of(201).with("Location", "/v2/" + repository + "/blobs/" + digest);
        }
      }
      String id = Integer.toString(count.incrementAndGet());
      sessions.put(id, new ByteArrayOutputStream());
      return accepted(repository, id);
    }
    ByteArrayOutputStream bytes = sessions.get(session);
    if (bytes == null) {
      return Answer.error(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
    }
    bytes.writeBytes(exchange.body());
    if (exchange.method().equals("PATCH")) {
      return accepted(repository, session);
    }
    sessions.remove(session);
    String wanted = URLDecoder.decode(query.replaceAll(".*digest=", ""), UTF_8);
    if (!Digest.sha256(bytes.toByteArray()).toString().equals(wanted)) {
      return Answer.error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
    }
    blobs.put(repository + "/" + wanted, bytes.toByteArray());
    return Answer.of(201).with("Location", "/v2/" + repository + "/blobs/" + wanted);
  }

  private static Answer accepted(String repository, String session) {
    return Answer.of(202)
        .with("Location", "/v2/" + repository + "/blobs/uploads/" + session + "?_state=x");
  }
}
