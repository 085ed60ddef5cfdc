package io.github.macvtaplab.junit;

import io.github.macvtaplab.ansible.Prompts;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Credential;
import io.github.macvtaplab.shell.Login;
import io.github.macvtaplab.shell.ShellWord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What OpenSSH's ssh is told of the nodes, in its own words: a configuration, the host keys, and the keys to log in with. */
final class SshConfig {
    /** The name of the file that {@code ssh -F} takes. */
    static final String NAME = "ssh_config";

    private static final String KNOWN_HOSTS = "known_hosts";

    private final String at;
    private final Function<Path, String> agent;
    private final StringBuilder known = new StringBuilder();
    private final StringBuilder config = new StringBuilder();
    /** By their texts, as many nodes share one. */
    private final Map<String, String> names = new LinkedHashMap<>();

    private final Map<String, String> passwords = new LinkedHashMap<>();
    private final Map<String, String> passphrases = new LinkedHashMap<>();

    /**
     * Make an empty one.
     *
     * @param at where ssh finds its files
     * @param agent what it is told of an agent's socket
     */
    SshConfig(String at, Function<Path, String> agent) {
        this.at = at;
        this.agent = agent;
    }

    void add(Node node, Login login) {
        // Host keys stand under the nodes' names: addresses are the inventory's business.
        known.append(node.name()).append(' ').append(login.hostKey()).append('\n');
        config.append("Host ").append(node.name()).append('\n');
        option("HostName", node.ssh().host());
        option("Port", String.valueOf(node.ssh().port()));
        option("User", node.ssh().user());
        boolean keys = false;
        boolean asks = false;
        String agents = "none";
        for (Credential credential : login.credentials()) {
            if (credential instanceof Credential.Password password) {
                passwords.put(node.name(), password.text());
                asks = true;
            } else if (credential instanceof Credential.AgentKey key) {
                keys = true;
                agents = quoted(agent.apply(key.agent()));
                // By the public half ssh knows which of the agent's keys is meant.
                option("IdentityFile", quoted(file(key.publicLine() + "\n", ".pub")));
            } else if (credential instanceof Credential.Key key) {
                keys = true;
                asks |= key.passphrase().isPresent();
                String file = file(key.pem(), "");
                key.passphrase().ifPresent(passphrase -> passphrases.put(file, passphrase));
                option("IdentityFile", quoted(file));
            }
        }
        option("IdentityAgent", agents);
        if (!keys) {
            option("PubkeyAuthentication", "no");
        }
        if (asks) {
            // Of passphrases too, whatever its name.
            option("NumberOfPasswordPrompts", "1");
        }
        option("HostKeyAlias", node.name());
        // As ProxyJump, but for the file's name, which ssh would hand on to a shell as it is.
        node.jump()
                .ifPresent(jump -> option(
                        "ProxyCommand",
                        "ssh -F %s -W '[%%h]:%%p' %s"
                                .formatted(ShellWord.quoted(literal(at + "/" + NAME)), jump.name())));
    }

    private String file(String text, String ending) {
        return at + "/" + names.computeIfAbsent(text, none -> "id" + (names.isEmpty() ? "" : names.size()) + ending);
    }

    /** ssh takes what follows a percent sign in such a name for something else, and a blank for its end. */
    private static String quoted(String path) {
        return '"' + literal(path) + '"';
    }

    private static String literal(String path) {
        return path.replace("%", "%%");
    }

    private void option(String name, String value) {
        config.append("    ").append(name).append(' ').append(value).append('\n');
    }

    /** The files by their names, with their texts. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        names.forEach((text, name) -> files.put(name, text));
        files.put(KNOWN_HOSTS, known.toString());
        files.put(NAME, config + """
                Host *
                    IdentitiesOnly yes
                    UserKnownHostsFile %s
                    StrictHostKeyChecking yes
                    NumberOfPasswordPrompts 0
                """.formatted(quoted(at + "/" + KNOWN_HOSTS)));
        return files;
    }

    /** What ssh will ask for. */
    Prompts prompts() {
        return new Prompts(passwords, passphrases);
    }
}
