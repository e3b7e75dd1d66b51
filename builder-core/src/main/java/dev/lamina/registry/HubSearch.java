package dev.lamina.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;

/** Docker Hub's search, which is no part of the registry protocol; as {@code docker search}. */
final class HubSearch {
  /** Where it is. */
  static final URI INDEX = URI.create("https://index.docker.io/v1/search");

  private static final int MAX_SIZE = 4 << 20;
  private static final String WHAT = "search of Docker Hub";

  private HubSearch() {}

  static URI address(URI index, String text, int limit) {
    return URI.create(index + "?q=" + URLEncoder.encode(text, UTF_8) + "&n=" + limit);
  }

  /** What an answer says, in its order. */
  static List<FoundRepository> results(WebFile answer, int limit) throws IOException {
    byte[] bytes = answer.content().readNBytes(MAX_SIZE + 1);
    if (bytes.length > MAX_SIZE) {
      throw new RefusedInputException(WHAT + ": the answer is larger than " + MAX_SIZE + " bytes");
    }
    List<FoundRepository> found = new ArrayList<>();
    for (JsonObject each : Json.parseObject(bytes, WHAT).objects("results")) {
      found.add(
          new FoundRepository(
              each.string("name"),
              each.string("description", ""),
              each.integer("star_count", 0),
              each.bool("is_official", false)));
    }
    return found.size() > limit ? found.subList(0, limit) : found;
  }
}
