package io.github.macvtaplab.junit;

import io.github.macvtaplab.ansible.CommandLine;
import io.github.macvtaplab.model.LabException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of the ssh that Ansible runs. */
final class OpenSshVersion {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Pattern VERSION = Pattern.compile("OpenSSH_(\\d{1,3})\\.(\\d{1,3})");

    private OpenSshVersion() {}

    /**
     * See that it asks a program for passwords and passphrases when it is told to, whatever terminal or display there is.
     *
     * @throws LabException if it is older than 8.4, of which the release notes name SSH_ASKPASS_REQUIRE
     */
    static void requireForced(CommandLine commandLine) {
        CommandLine.Output output = commandLine.run(List.of("ssh", "-V"), Map.of(), DEADLINE);
        String said = (output.stderr() + output.stdout()).strip();
        Matcher version = VERSION.matcher(said);
        if (!version.find() || Integer.parseInt(version.group(1)) * 1000 + Integer.parseInt(version.group(2)) < 8004) {
            throw new LabException(
                    "expected OpenSSH 8.4 or newer where Ansible runs (%s), as the inventory has passwords or passphrases for SSH; seen: %s; run with -Dlab.ansible=container, or log in by keys without passphrase or by an agent"
                            .formatted(commandLine.describe(), said.isEmpty() ? "nothing" : said));
        }
    }
}
