package io.github.macvtaplab.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHostsTest {
    private static final String ED25519 = key("one");
    private static final String OTHER = key("two");

    @TempDir
    Path folder;

    private static String key(String comment) {
        return PublicKeyLine.of(SshKeyPair.generateEd25519(comment).publicLine())
                .withoutComment()
                .toString();
    }

    private Path file(String... lines) throws Exception {
        return Files.write(folder.resolve("known_hosts"), List.of(lines));
    }

    @Test
    void hostIsFoundByNameAndByOneOfSeveralNames() throws Exception {
        Path file = file("# ours", "kvm1.example.net,192.0.2.1 " + ED25519 + " comment");

        assertThat(KnownHosts.find(file, "kvm1.example.net", 22)).contains(ED25519);
        assertThat(KnownHosts.find(file, "192.0.2.1", 22)).contains(ED25519);
        assertThat(KnownHosts.find(file, "192.0.2.2", 22)).isEmpty();
    }

    @Test
    void anotherPortIsAnotherHost() throws Exception {
        Path file = file("192.0.2.1 " + OTHER, "[192.0.2.1]:2222 " + ED25519);

        assertThat(KnownHosts.find(file, "192.0.2.1", 2222)).contains(ED25519);
        assertThat(KnownHosts.find(file, "192.0.2.1", 22)).contains(OTHER);
        assertThat(KnownHosts.find(file, "192.0.2.1", 2223)).isEmpty();
    }

    @Test
    void hashedNameIsRecognised() throws Exception {
        Path file = file(hashed("192.0.2.9") + " " + ED25519);

        assertThat(KnownHosts.find(file, "192.0.2.9", 22)).contains(ED25519);
        assertThat(KnownHosts.find(file, "192.0.2.8", 22)).isEmpty();
    }

    @Test
    void authorityIsNoHost() throws Exception {
        Path file = file("@cert-authority 192.0.2.1 " + OTHER, "192.0.2.1 " + ED25519);

        assertThat(KnownHosts.find(file, "192.0.2.1", 22)).contains(ED25519);
        assertThat(KnownHosts.find(file("@cert-authority * " + OTHER), "192.0.2.1", 22))
                .isEmpty();
    }

    @Test
    void revokedKeyIsNoLongerTheHosts() throws Exception {
        assertThat(KnownHosts.find(file("192.0.2.1 " + ED25519, "@revoked * " + ED25519), "192.0.2.1", 22))
                .isEmpty();
        assertThat(KnownHosts.find(
                        file("192.0.2.1 " + ED25519, "192.0.2.1 " + OTHER, "@revoked 192.0.2.1 " + ED25519),
                        "192.0.2.1",
                        22))
                .contains(OTHER);
    }

    @Test
    void whereThereIsNoFileNothingIsKnown() {
        assertThat(KnownHosts.find(folder.resolve("absent"), "192.0.2.1", 22)).isEmpty();
    }

    /** As sshd(8) has it: HMAC-SHA1 of the name with a salt as its key. */
    private static String hashed(String name) throws GeneralSecurityException {
        byte[] salt = "a salt of twenty byt".getBytes(StandardCharsets.US_ASCII);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        Base64.Encoder base64 = Base64.getEncoder();
        return "|1|" + base64.encodeToString(salt) + "|"
                + base64.encodeToString(mac.doFinal(name.getBytes(StandardCharsets.US_ASCII)));
    }
}
