package dev.lamina;

import dev.lamina.build.BuildRequest;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import dev.lamina.plan.StagePlan;
import dev.lamina.store.StoreSession;
import java.io.IOException;
import java.util.List;

/** The image {@code scratch}, with nothing in it. */
final class EmptyImage {
  private EmptyImage() {}

  /** What a build from scratch begins with; the session is closed with it. */
  static OpenImage open(StoreSession session, EditRequest request) throws IOException {
    Platform wanted = request.platform();
    Platform platform = wanted == null ? BuildRequest.DEFAULT_PLATFORM : wanted;
    try {
      Document<ImageConfig> config =
          StagePlan.scratch(platform)
              .withCreated(request.date().text())
              .toDocument(MediaType.OCI_CONFIG);
      Document<ImageManifest> manifest =
          ImageManifest.of(MediaType.OCI_MANIFEST, config.descriptor(), List.of()).toDocument();
      session.put(config);
      session.put(manifest);
      return new OpenImage(session, session, manifest.descriptor(), () -> {});
    } catch (IOException e) {
      session.close();
      throw e;
    }
  }
}
