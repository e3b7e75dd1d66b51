import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.nio.file.Path;

/** An archive of a tree by Jib Core, as its documentation makes one. */
final class JibBuild {
  private JibBuild() {}

  /** {@code TREE ARCHIVE CACHE}. */
  public static void main(String[] arguments) throws Exception {
    Path caches = Path.of(arguments[2]);
    Jib.fromScratch()
        .addFileEntriesLayer(
            FileEntriesLayer.builder()
                .addEntryRecursive(Path.of(arguments[0]), AbsoluteUnixPath.get("/app"))
                .build())
        .containerize(
            Containerizer.to(TarImage.at(Path.of(arguments[1])).named("bench/jib"))
                .setOfflineMode(true)
                .setApplicationLayersCache(caches.resolve("layers"))
                .setBaseImageLayersCache(caches.resolve("bases")));
    // its pool of threads would keep the JVM for a minute
    System.exit(0);
  }
}
