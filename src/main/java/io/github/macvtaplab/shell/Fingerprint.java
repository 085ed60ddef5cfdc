package io.github.macvtaplab.shell;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Names public keys as OpenSSH's tools do: {@code SHA256:...}. */
public final class Fingerprint {
    private Fingerprint() {}

    /** Names the key of a line, as {@code ssh-ed25519 AAAA... comment}. */
    public static String ofLine(String publicLine) {
        String[] words = publicLine.strip().split("\\s+");
        if (words.length < 2) {
            throw new IllegalArgumentException("expected a type and a key, found " + words.length + " words");
        }
        return of(Base64.getDecoder().decode(words[1]));
    }

    /** Names a key by its bytes, as they stand in SSH's messages. */
    static String of(byte[] blob) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
