package dev.lamina.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be wrong with documents from outside; the names are those of docs/reliability. */
class HostileDocumentsTest {
  private static final String SHA = "sha256:" + "a".repeat(64);
  private static final String DESCRIPTOR = "{'mediaType':'text/x','digest':'" + SHA + "','size':1}";

  private static JsonObject json(String text) throws RefusedInputException {
    return Json.parseObject(text.replace('\'', '"').getBytes(UTF_8), "it");
  }

  private static void assertRefused(String message, org.junit.jupiter.api.function.Executable e) {
    String actual = String.valueOf(assertThrows(RefusedInputException.class, e).getMessage());
    assertTrue(actual.contains(message), actual);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'12'", "1.0", "1.9", "1e3", "-1", "9223372036854775808", "null", "true", "[1]"})
  void a_size_that_is_not_a_natural_number_is_refused(String size) {
    assertRefused(
        "field 'size'",
        () ->
            Descriptor.parse(
                json("{'mediaType':'text/x','digest':'" + SHA + "','size':" + size + "}")));
  }

  @ParameterizedTest
  @CsvSource({
    "sha256:../../../etc/passwd, malformed",
    "sha256:..%2f, malformed",
    "sha256:, malformed",
    ":x, malformed",
    "x, malformed",
    "SHA256:aaaa, malformed",
    "sha256:aaaa\\n, malformed",
    "sha256:\\u0000, malformed",
    "md5:aaaa, unsupported digest algorithm: md5",
    "sha256+b64u:aaaa, unsupported digest algorithm: sha256+b64u",
    "blake3:aaaa, unsupported digest algorithm: blake3",
  })
  void a_digest_that_is_not_one_is_refused(String digest, String message) {
    assertRefused(
        message,
        () -> Descriptor.parse(json("{'mediaType':'text/x','digest':'" + digest + "','size':1}")));
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 65})
  void a_digest_of_another_length_is_refused(int length) {
    assertRefused(
        "malformed",
        () ->
            Descriptor.parse(
                json("{'mediaType':'x','digest':'sha256:" + "a".repeat(length) + "','size':1}")));
  }

  @Test
  void sha512_is_a_digest_like_any_other() throws Exception {
    Descriptor read =
        Descriptor.parse(
            json("{'mediaType':'x','digest':'sha512:" + "b".repeat(128) + "','size':1}"));
    assertEquals(DigestAlgorithm.SHA512, read.digest().algorithm());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mediaType", "digest", "size"})
  void a_descriptor_without_a_member_that_it_must_have_is_refused(String key) {
    assertRefused(
        "field '" + key + "'",
        () -> Descriptor.parse(json(DESCRIPTOR).without(java.util.Set.of(key))));
  }

  @Test
  void embedded_data_must_be_what_digest_and_size_say() throws Exception {
    String sha = Samples.digest("hi").toString();
    String start = "{'mediaType':'x','digest':'" + sha + "','size':2,'data':'";
    assertEquals("aGk=", Descriptor.parse(json(start + "aGk='}")).data());
    for (String wrong : new String[] {"aG", "aGkx", "aGo=", "a*k=", "aGk=\\n"}) {
      assertRefused("field 'data'", () -> Descriptor.parse(json(start + wrong + "'}")));
    }
  }

  @Test
  void an_empty_document_that_is_not_empty_is_refused() {
    assertRefused(
        "empty document",
        () ->
            Descriptor.parse(
                json("{'mediaType':'" + MediaType.EMPTY + "','digest':'" + SHA + "','size':2}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'schemaVersion':2,'manifests':[],'layers':[]} | read in two ways",
        "{'schemaVersion':2,'manifests':[],'config':{}} | read in two ways",
        "{'schemaVersion':2,'Manifests':[]} | must be spelled 'manifests'",
        "{'schemaVersion':2,'manifests':[],'LAYERS':[]} | must be spelled 'layers'",
        "{'schemaVersion':1,'manifests':[]} | is 1",
        "{'schemaVersion':1,'fsLayers':[],'history':[]} | schema version 1",
        "{'schemaVersion':3,'manifests':[]} | is 3, expected 2",
        "{'schemaVersion':'2','manifests':[]} | not an integer",
        "{'manifests':[]} | 'schemaVersion' is missing",
        "{'schemaVersion':2,'manifests':{}} | not an array",
        "{'schemaVersion':2,'manifests':[1]} | not an object",
        "{'schemaVersion':2,'mediaType':5} | not a string",
        "{'schemaVersion':2,'mediaType':'application/vnd.oci.image.manifest.v1+json'} | index",
        "{'schemaVersion':2,'annotations':{'a':1}} | field 'a' is not a string",
      })
  void an_index_that_is_not_one_is_refused(String text, String message) {
    assertRefused(message, () -> ImageIndex.parse(json(text)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'schemaVersion':2,'config':D,'layers':[],'manifests':[]} | read in two ways",
        "{'schemaVersion':2,'layers':[]} | 'config' is missing",
        "{'schemaVersion':2,'config':null,'layers':[]} | 'config' is missing",
        "{'schemaVersion':2,'config':[],'layers':[]} | not an object",
        "{'schemaVersion':2,'config':D,'layers':D} | not an array",
        "{'schemaVersion':2,'config':D,'layers':['x']} | not an object",
        "{'schemaVersion':2,'config':D,'mediaType':'text/x'} | not a manifest",
        "{'schemaVersion':2,'Config':D} | must be spelled 'config'",
      })
  void a_manifest_that_is_not_one_is_refused(String text, String message) {
    assertRefused(message, () -> ImageManifest.parse(json(text.replace("D", DESCRIPTOR))));
  }

  @Test
  void unknown_members_are_kept_and_never_an_error() throws Exception {
    ImageManifest manifest =
        ImageManifest.parse(json("{'schemaVersion':2,'config':" + DESCRIPTOR + ",'new':[1.5]}"));
    assertEquals("{\"new\":[1.5]}", manifest.extra().toString());
  }

  @Test
  void counts_of_layers_and_entries_are_bounded() {
    String layers = (DESCRIPTOR + ",").repeat(512) + DESCRIPTOR;
    assertRefused(
        "limit 512",
        () ->
            ImageManifest.parse(
                json("{'schemaVersion':2,'config':" + DESCRIPTOR + ",'layers':[" + layers + "]}")));
    String entries = (DESCRIPTOR + ",").repeat(1000) + DESCRIPTOR;
    assertRefused(
        "limit 1000",
        () -> ImageIndex.parse(json("{'schemaVersion':2,'manifests':[" + entries + "]}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 'rootfs' is missing",
        "{'rootfs':{}} | 'type' is missing",
        "{'rootfs':{'type':'layers+base'}} | expected 'layers'",
        "{'rootfs':{'type':'layers','diff_ids':['x']}} | malformed digest",
        "{'rootfs':{'type':'layers','Diff_IDs':[]}} | must be spelled",
        "{'rootfs':{'type':'layers'},'config':{'Env':'A=1'}} | not an array",
        "{'rootfs':{'type':'layers'},'config':{'Env':[1]}} | not a string",
        "{'rootfs':{'type':'layers'},'config':{'env':[]}} | must be spelled 'Env'",
        "{'rootfs':{'type':'layers'},'config':{'Cmd':{}}} | not an array",
        "{'rootfs':{'type':'layers'},'history':[null]} | not an object",
        "{'rootfs':{'type':'layers'},'history':[{'empty_layer':'x'}]} | not true or false",
        "{'rootfs':{'type':'layers'},'os':5} | not a string",
      })
  void a_config_that_is_not_one_is_refused(String text, String message) {
    assertRefused(message, () -> ImageConfig.parse(json(text)));
  }

  @Test
  void null_in_a_config_is_absent_as_docker_writes_it() throws Exception {
    ImageConfig config =
        ImageConfig.parse(
            json(
                "{'config':{'Cmd':null,'Env':null,'Labels':null,'Volumes':null,'OnBuild':null},"
                    + "'rootfs':{'type':'layers','diff_ids':null},'history':null}"));
    assertEquals(ContainerConfig.EMPTY, config.config());
  }
}
