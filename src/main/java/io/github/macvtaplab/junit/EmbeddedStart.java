package io.github.macvtaplab.junit;

import io.github.macvtaplab.config.KeepChoice;
import io.github.macvtaplab.config.LabConfig;
import io.github.macvtaplab.embedded.EmbeddedLab;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabKeys;
import io.github.macvtaplab.shell.SshCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a run on the embedded lab begins with: can this machine carry it, and how are its nodes logged in to? */
final class EmbeddedStart {
    private static final Path DEVICES = Path.of("/proc/devices");

    private EmbeddedStart() {}

    /**
     * Check what can be checked before anything is started.
     *
     * @throws LabException if this machine cannot carry the lab, or is asked to keep it
     */
    static void check(LabConfig config) {
        if (config.safety().keep() != KeepChoice.NEVER) {
            throw new LabException(
                    "lab.keep needs a lab that outlives the run; the embedded lab ends with it: use lab.keep=never, or your own lab");
        }
        try {
            requireMacvtap(Files.isReadable(DEVICES) ? Files.readString(DEVICES) : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        EmbeddedLab.requireEngine();
    }

    static void requireMacvtap(String devices) {
        if (devices.lines().noneMatch(line -> line.endsWith(" macvtap"))) {
            throw new LabException(
                    "this machine's kernel has no macvtap driver (no 'macvtap' in %s);".formatted(DEVICES)
                            + " load it with 'modprobe macvtap', or use a kernel with CONFIG_MACVTAP");
        }
    }

    static SshCredentials credentials(LabKeys keys) {
        return SshCredentials.sameKey(keys.clientPrivate(), keys.hostPublic());
    }
}
