package io.github.macvtaplab.shell;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import net.schmizz.sshj.common.Buffer;

/**
 * Holds a public key as OpenSSH writes it in one line: {@code ssh-ed25519 AAAA... comment}.
 *
 * @param type what kind of key it is
 * @param key the key as it stands in SSH's messages, in base64
 * @param comment what its owner calls it; empty if it has none
 */
public record PublicKeyLine(String type, String key, String comment) {
    /**
     * Checks the key.
     *
     * @throws IllegalArgumentException if it is not base64
     */
    public PublicKeyLine {
        try {
            Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected a key in base64, as in 'ssh-ed25519 AAAA...', found '" + key + "'", e);
        }
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static PublicKeyLine of(String line) {
        String[] words = line.strip().split("\\s+", 3);
        if (words.length < 2) {
            throw new IllegalArgumentException(
                    "expected a type and a key, as in 'ssh-ed25519 AAAA...', found '" + line.strip() + "'");
        }
        return new PublicKeyLine(words[0], words[1], words.length < 3 ? "" : words[2]);
    }

    /**
     * Writes a key as it stands in SSH's messages, where its type comes first, as a line.
     *
     * @throws Buffer.BufferException if there is no type
     */
    static PublicKeyLine of(byte[] blob, String comment) throws Buffer.BufferException {
        String type = new Buffer.PlainBuffer(blob).readString();
        return new PublicKeyLine(type, Base64.getEncoder().encodeToString(blob), comment);
    }

    /** Returns the key as it stands in SSH's messages. */
    byte[] blob() {
        return Base64.getDecoder().decode(key);
    }

    /** Tells whether two lines are of one key: comments do not count. */
    public boolean isOfSameKeyAs(PublicKeyLine other) {
        return Arrays.equals(blob(), other.blob());
    }

    /** Names the key as OpenSSH's tools do: {@code SHA256:...}. */
    public String fingerprint() {
        return fingerprint(blob());
    }

    /** Names a key by its bytes, as they stand in SSH's messages. */
    static String fingerprint(byte[] blob) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns the line without its comment. */
    PublicKeyLine withoutComment() {
        return new PublicKeyLine(type, key, "");
    }

    /** Returns the line. */
    @Override
    public String toString() {
        return type + " " + key + (comment.isEmpty() ? "" : " " + comment);
    }
}
