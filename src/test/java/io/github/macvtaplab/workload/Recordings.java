package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Outputs of the load tools, recorded between the peer and a guest of the embedded lab. */
final class Recordings {
    static final Node PEER = node("peer", NodeRole.PEER);
    static final Node HOST = node("kvm1", NodeRole.KVM_HOST);
    static final Node GUEST = node("g1", NodeRole.GUEST);

    private Recordings() {}

    static String text(String name) {
        try (InputStream in = Recordings.class.getResourceAsStream("/workload/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CommandResult output(String name) {
        return said(0, text(name), "");
    }

    static CommandResult said(int exitStatus, String stdout, String stderr) {
        return new CommandResult("peer", "a load tool", exitStatus, stdout, stderr, Duration.ofSeconds(1));
    }

    private static Node node(String name, NodeRole role) {
        return new Node(name, role, new SshAddress("192.0.2.1", 22, "root"), Optional.empty());
    }
}
