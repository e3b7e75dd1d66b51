package dev.lamina.page;

import dev.lamina.image.Image;
import dev.lamina.oci.ImageConfig;
import java.util.List;

/** What one wants to know first. */
final class HeadSection {
  private HeadSection() {}

  static Html figures(ImageReport report) {
    Html out = new Html().open("dl", "class", "figures").line();
    figure(out, "Uncompressed", Figures.size(report.uncompressed()), "bytes of all files");
    figure(out, "Compressed", Figures.size(report.compressed()), "as stored and transferred");
    figure(out, "Layers", Figures.count(report.layers().size()), "");
    figure(
        out,
        "Files",
        Figures.count(report.files() - report.hidden()),
        report.hidden() == 0 ? "" : Figures.count(report.hidden()) + " more are hidden");
    figure(
        out,
        "Wasted",
        Figures.size(report.wasted()),
        Figures.share(report.wasted(), report.uncompressed()) + " of all files");
    return out.close("dl").line();
  }

  private static void figure(Html out, String title, String value, String note) {
    out.open("div").element("dt", title).element("dd", value);
    if (!note.isEmpty()) {
      out.element("dd", note, "class", "note");
    }
    out.close("div").line();
  }

  static Html facts(ImageReport report) {
    Image image = report.image();
    ImageConfig config = image.config().value();
    Html out = new Html().open("dl", "class", "facts").line();
    List<String> others = report.names().stream().skip(1).toList();
    if (!others.isEmpty()) {
      fact(out, "Also named", String.join("\n", others));
    }
    fact(out, "Image ID", image.id().toString());
    fact(out, "Manifest", image.descriptor().digest().toString());
    fact(out, "Platform", config.platform().toString());
    fact(out, "Created", Figures.time(config.created()));
    fact(out, "Author", Html.orEmpty(config.author()));
    return out.close("dl").line();
  }

  private static void fact(Html out, String title, String value) {
    if (!value.isEmpty()) {
      out.open("div").element("dt", title).element("dd", value).close("div").line();
    }
  }
}
