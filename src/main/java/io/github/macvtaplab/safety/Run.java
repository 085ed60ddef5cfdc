package io.github.macvtaplab.safety;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/**
 * Tells one run from all others.
 *
 * @param id eight hexadecimal digits; part of the name of what the run makes
 * @param user who started it
 * @param machine where
 * @param process its process there
 */
public record Run(String id, String user, String machine, long process) {
    private static final int BYTES = 4;

    /** Begin one. */
    public static Run begin(String user, String machine) {
        byte[] id = new byte[BYTES];
        new SecureRandom().nextBytes(id);
        return new Run(
                HexFormat.of().formatHex(id),
                user,
                machine,
                ProcessHandle.current().pid());
    }

    Map<String, Object> who() {
        return Map.of("user", user, "machine", machine, "process", process);
    }
}
