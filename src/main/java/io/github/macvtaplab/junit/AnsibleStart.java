package io.github.macvtaplab.junit;

import io.github.macvtaplab.ansible.Ansible;
import io.github.macvtaplab.ansible.CommandLine;
import io.github.macvtaplab.ansible.Inventory;
import io.github.macvtaplab.ansible.PromptServer;
import io.github.macvtaplab.ansible.Prompts;
import io.github.macvtaplab.config.AnsibleChoice;
import io.github.macvtaplab.config.LabConfig;
import io.github.macvtaplab.embedded.ExecutionEnvironment;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.LabKeys;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Ansible before a run's nodes are known, to read the inventory, and after, to play its playbooks. */
final class AnsibleStart {
    private static final String VAULT_PASSWORD = "vault-password";
    private static final String ASKPASS = "askpass";

    private final CommandLine commandLine;
    private final RunFiles files;
    private final Optional<PromptServer> promptServer;
    private final StepLog steps;
    private final String inventory;
    private final Map<String, String> environment;

    /**
     * Prepare it.
     *
     * @param promptServer answers what ssh asks for, in a lab where it may ask
     * @throws LabException if the vault's password file cannot be read
     */
    AnsibleStart(
            LabConfig config,
            CommandLine commandLine,
            RunFiles files,
            Optional<PromptServer> promptServer,
            StepLog steps) {
        this.commandLine = commandLine;
        this.promptServer = promptServer;
        this.files = files;
        this.steps = steps;
        inventory = config.ansible() == AnsibleChoice.LOCAL
                ? config.inventory().toString()
                : ExecutionEnvironment.inventoryIn(config.inventory());
        if (config.vaultPasswordFile().isPresent()) {
            files.secret(VAULT_PASSWORD, password(config.vaultPasswordFile().get()));
            environment =
                    Map.of("ANSIBLE_VAULT_PASSWORD_FILE", commandLine.placeOf(files.folder()) + "/" + VAULT_PASSWORD);
        } else {
            environment = Map.of();
        }
    }

    private static String password(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new LabException(
                    "lab.vault.password.file is '%s', which cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Read the inventory as Ansible does. */
    Inventory inventory() {
        return ansible(List.of(inventory), List.of(), environment).inventory();
    }

    /**
     * Get ready to play.
     *
     * @param wayIn all nodes, also those that are only on the way, and how they are logged in to
     * @param played the nodes that playbooks may act on
     * @param variables of this run
     * @param own more variables of each node
     */
    Ansible forRun(
            WayIn wayIn,
            Collection<Node> played,
            LabKeys keys,
            Map<String, String> variables,
            Function<Node, Map<String, ?>> own) {
        String at = commandLine.placeOf(files.folder());
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(prompted(at, files.logins(at, commandLine::at, wayIn.nodes(), wayIn.credentials())));
        files.inventory(at, wayIn.nodes(), keys, variables, own);
        return ansible(
                List.of(inventory, at + "/" + RunFiles.INVENTORY),
                played.stream().map(Node::name).toList(),
                all);
    }

    /** One that finds the run's files as they are now. */
    private Ansible ansible(List<String> inventories, List<String> hosts, Map<String, String> environment) {
        commandLine.add(files.folder());
        return new Ansible(commandLine, inventories, hosts, environment, steps::played);
    }

    /** What has ssh ask this run. */
    private Map<String, String> prompted(String at, Prompts prompts) {
        if (prompts.isEmpty()) {
            return Map.of();
        }
        PromptServer server = promptServer.orElseThrow();
        OpenSshVersion.requireForced(commandLine);
        server.answer(prompts);
        files.program(ASKPASS, Sources.read(List.of("/login/askpass.py")));
        return Map.of(
                "SSH_ASKPASS",
                at + "/" + ASKPASS,
                "SSH_ASKPASS_REQUIRE",
                "force",
                "MACVTAP_LAB_PROMPTS",
                commandLine.at(server.socket()));
    }
}
