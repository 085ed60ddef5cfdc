package io.github.macvtaplab.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.PasswordUtils;
import org.jspecify.annotations.Nullable;

/**
 * Says what the text of a key file is, as far as that can be seen without a passphrase.
 *
 * @param kind what it is
 * @param publicLine the key's public half, without comment; OpenSSH's own format has it in clear
 */
public record KeyFile(Kind kind, Optional<PublicKeyLine> publicLine) {
    /** Lists what a key file can be. */
    public enum Kind {
        /** A private key that needs no passphrase. */
        OPEN,
        /** A private key with a passphrase. */
        ENCRYPTED,
        /** A public key, as in a {@code .pub} file. */
        PUBLIC,
        /** No key, or one in a format of others than OpenSSH. */
        NONE
    }

    private static final Pattern PUBLIC = Pattern.compile(
            "(?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[A-Za-z0-9@.-]+ AAAA[A-Za-z0-9+/]+={0,3}(?: [^\\r\\n]*)?\\s*");
    private static final String BEGIN = "-----BEGIN ";
    private static final String PRIVATE = "PRIVATE KEY-----";
    private static final String OPENSSH = BEGIN + "OPENSSH " + PRIVATE;
    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

    /** Looks at a text. */
    public static KeyFile of(String text) {
        String stripped = text.strip();
        if (PUBLIC.matcher(stripped).matches()) {
            return ofLine(stripped);
        } else if (stripped.startsWith(OPENSSH)) {
            return ofOpenSsh(stripped);
        }
        String first = stripped.lines().findFirst().orElse("");
        if (!first.startsWith(BEGIN) || !first.endsWith(PRIVATE)) {
            return new KeyFile(Kind.NONE, Optional.empty());
        }
        boolean encrypted = first.contains("ENCRYPTED")
                || stripped.lines().skip(1).findFirst().orElse("").contains("ENCRYPTED");
        return new KeyFile(encrypted ? Kind.ENCRYPTED : Kind.OPEN, Optional.empty());
    }

    private static KeyFile ofLine(String line) {
        try {
            return new KeyFile(Kind.PUBLIC, Optional.of(PublicKeyLine.of(line).withoutComment()));
        } catch (IllegalArgumentException e) {
            return new KeyFile(Kind.NONE, Optional.empty());
        }
    }

    private static KeyFile ofOpenSsh(String text) {
        String body = text.substring(OPENSSH.length()).replaceAll("-----END.*", "");
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(body);
            if (!Arrays.equals(MAGIC, 0, MAGIC.length, bytes, 0, Math.min(MAGIC.length, bytes.length))) {
                return new KeyFile(Kind.NONE, Optional.empty());
            }
            var rest = new Buffer.PlainBuffer(Arrays.copyOfRange(bytes, MAGIC.length, bytes.length));
            String cipher = rest.readString();
            rest.readString();
            rest.readBytes();
            rest.readUInt32();
            return new KeyFile(
                    "none".equals(cipher) ? Kind.OPEN : Kind.ENCRYPTED,
                    Optional.of(PublicKeyLine.of(rest.readBytes(), "")));
        } catch (Buffer.BufferException | IllegalArgumentException e) {
            return new KeyFile(Kind.NONE, Optional.empty());
        }
    }

    /**
     * Tells whether a private key can be read.
     *
     * @param passphrase what it is encrypted with, if it is
     * @return why it cannot; empty if it can
     */
    public static Optional<String> complaint(String pem, Optional<String> passphrase) {
        try (var client = new SSHClient()) {
            provider(client, new Credential.Key(pem, passphrase)).getPrivate();
            return Optional.empty();
        } catch (IOException | SSHRuntimeException | IllegalArgumentException | IllegalStateException e) {
            return Optional.of(SshConnections.reason(e));
        }
    }

    static KeyProvider provider(SSHClient client, Credential.Key key) throws IOException {
        return client.loadKeys(key.pem(), null, once(key.passphrase()));
    }

    private static @Nullable PasswordFinder once(Optional<String> passphrase) {
        return passphrase
                .map(text -> PasswordUtils.createOneOff(text.toCharArray()))
                .orElse(null);
    }
}
