package dev.lamina.registry;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.http.Request;
import dev.lamina.http.Response;
import dev.lamina.oci.Descriptor;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.reference.Repository;
import java.io.IOException;
import java.io.InputStream;

/** Asks for a blob wherever it may be had. */
final class BlobDownload implements Download.Part {
  private final PullSources places;
  private final Descriptor blob;
  private RepositoryCalls last;

  BlobDownload(PullSources places, Descriptor blob) {
    this.places = places;
    this.blob = blob;
    this.last = places.own();
  }

  /** Its bytes; where they are from is known then. */
  InputStream begin() throws IOException {
    if (blob.size() == 0) {
      return InputStream.nullInputStream();
    }
    Download download = Download.verified(what(last), last.retry(), this, blob.size());
    download.begin();
    return download;
  }

  /** Where the last bytes are from. */
  Repository from() {
    return last.repository();
  }

  private String what(RepositoryCalls place) {
    return "pull of blob " + blob.digest() + " from " + place.repository();
  }

  @Override
  public Response ask(long position) throws IOException {
    return places.firstOf(blob.digest(), position > 0, place -> ask(place, position));
  }

  private Response ask(RepositoryCalls place, long position) throws IOException {
    Request request =
        Request.of("GET", place.uri("blobs/" + blob.digest())).with("Accept-Encoding", "identity");
    if (position > 0) {
      request = request.with("Range", "bytes=" + position + "-");
    }
    Response answer = place.send(request, Scope.pull(place.repository()));
    boolean good = false;
    try {
      check(place, answer, position);
      last = place;
      good = true;
      return answer;
    } finally {
      if (!good) {
        answer.close();
      }
    }
  }

  private void check(RepositoryCalls place, Response answer, long position) throws IOException {
    if (position > 0 && answer.status() == 206) {
      return;
    }
    if (answer.status() != 200) {
      throw place.refusal(what(place), answer);
    }
    if (answer.length() >= 0 && answer.length() != blob.size()) {
      throw new ContentMismatchException(
          what(place) + ": it has " + answer.length() + " bytes, expected " + blob.size());
    }
  }

  @Override
  public void moved(long position) {
    places
        .own()
        .progress()
        .on(new ProgressEvent.BytesMoved("pulling " + blob.digest(), position, blob.size()));
  }

  @Override
  public void broke(int failures) {
    if (failures > 1) {
      places.leave(last);
    }
  }
}
