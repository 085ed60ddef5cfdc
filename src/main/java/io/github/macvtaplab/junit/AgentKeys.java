package io.github.macvtaplab.junit;

import io.github.macvtaplab.shell.Credential.AgentKey;
import io.github.macvtaplab.shell.PublicKeyLine;
import io.github.macvtaplab.shell.SshAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys that the user's SSH agent held when the run began.
 *
 * @param keys in the agent's order
 * @param described what was seen, for a message
 */
record AgentKeys(List<AgentKey> keys, String described) {
    AgentKeys {
        keys = List.copyOf(keys);
    }

    /** Ask the agent. One that does not answer counts as one without keys: nobody may need it. */
    static AgentKeys at(Optional<Path> socket) {
        if (socket.isEmpty()) {
            return new AgentKeys(List.of(), "no agent, as SSH_AUTH_SOCK is not set");
        }
        try {
            List<AgentKey> keys = new SshAgent(socket.get()).keys();
            return new AgentKeys(
                    keys,
                    keys.isEmpty()
                            ? "no key in the agent at " + socket.get()
                            : "only other keys in the agent at " + socket.get() + ": "
                                    + keys.stream().map(AgentKey::named).collect(Collectors.joining(", ")));
        } catch (IOException e) {
            return new AgentKeys(List.of(), "no agent at " + socket.get() + " (SSH_AUTH_SOCK): " + e.getMessage());
        }
    }

    /** The key of a line, if the agent holds it. */
    Optional<AgentKey> find(PublicKeyLine line) {
        return keys.stream().filter(key -> key.publicLine().isOfSameKeyAs(line)).findFirst();
    }
}
