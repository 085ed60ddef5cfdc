package io.github.macvtaplab.ansible;

import static io.github.macvtaplab.ansible.CommandLineForTests.RECAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.model.LabException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnsibleTest {
    private final List<PlayResult> heard = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();
    private CommandLineForTests commandLine = new CommandLineForTests();

    @Test
    void playbookIsPlayedWithEveryInventoryAndItsVariables() {
        PlayResult result = ansible(0, RECAP, "").play("playbooks/try.yml", Map.of("kind", "a b"), second());

        assertThat(result.changed()).isEqualTo(2);
        assertThat(commandLine.ran)
                .containsExactly(List.of(
                        "ansible-playbook",
                        "-i",
                        "inventory/embedded",
                        "-i",
                        "run/runtime.yml",
                        "playbooks/try.yml",
                        "--extra-vars",
                        "{\"kind\":\"a b\"}"));
        assertThat(commandLine.environments).containsExactly(Map.of("ANSIBLE_STDOUT_CALLBACK", "ansible.posix.jsonl"));
    }

    @Test
    void playbookIsPlayedOnTheChosenHostsAlone() {
        hosts.addAll(List.of("kvm2", "switch", "peer"));
        ansible(0, RECAP, "").play("playbooks/try.yml", Map.of(), second());

        assertThat(commandLine.ran.get(0)).containsSequence("--limit", "kvm2,switch,peer", "playbooks/try.yml");
    }

    @Test
    void failedTaskNamesPlaybookHostTaskAndMessage() {
        assertThatThrownBy(() -> play(2, Recorded.text("failed-and-unreachable.jsonl"), ""))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll(
                        "playbooks/try.yml", "b: task 'Attach the NIC'", "error: Failed to attach device");
    }

    @Test
    void hostThatCannotBeReachedIsNamed() {
        assertThatThrownBy(() -> play(4, Recorded.text("failed-and-unreachable.jsonl"), ""))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll("c: task 'Make change'", "Connection refused");
    }

    @Test
    void ignoredFailureIsNoError() {
        assertThat(play(0, Recorded.text("ignored-and-rescued.jsonl"), "").changed())
                .isPositive();
    }

    @Test
    void exitStatusOtherThanZeroIsAnErrorEvenWithoutFailedTask() {
        assertThatThrownBy(() -> play(4, RECAP, "ERROR! the playbook could not be found"))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll("exit status 4", "could not be found");
    }

    @Test
    void playbookThatDoesNotReachItsRecapIsAnErrorEvenWithExitStatusZero() {
        assertThatThrownBy(() -> play(0, "", "[WARNING]: provided hosts list is empty"))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll("playbooks/try.yml", "hosts list is empty");
    }

    @Test
    void longOutputIsCutToItsEnd() {
        assertThatThrownBy(() -> play(1, "", "x".repeat(10_000) + " the reason"))
                .message()
                .hasSizeLessThan(800)
                .endsWith("the reason");
    }

    @Test
    void playbookThatFailedIsInTheReportToo() {
        assertThatThrownBy(() -> play(2, Recorded.text("failed-and-unreachable.jsonl"), ""))
                .isInstanceOf(LabException.class);

        assertThat(heard).singleElement().satisfies(result -> {
            assertThat(result.playbook()).isEqualTo("playbooks/try.yml");
            assertThat(result.transcript()).contains("  failed      b        Attach the NIC");
        });
    }

    @Test
    void inventoryThatCannotBeReadIsAnErrorWithTheReason() {
        assertThatThrownBy(() -> ansible(1, "", "ERROR! yaml: line 3").inventory())
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll("inventory/embedded", "yaml: line 3");
    }

    @Test
    void inventoryThatIsNoJsonIsAnError() {
        assertThatThrownBy(() -> ansible(0, "Traceback", "").inventory())
                .isInstanceOf(LabException.class)
                .hasMessageContaining("no JSON: Traceback");
    }

    @Test
    void inventoryThatBreaksOffIsNotQuoted() {
        String broken = "{\"_meta\": {\"hostvars\": {\"kvm1\": {\"ansible_become_password\": \"hunter2\"";

        assertThatThrownBy(() -> ansible(0, broken, "").inventory())
                .isInstanceOf(LabException.class)
                .hasMessageContaining("no JSON: {")
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("hunter2"));
    }

    @Test
    void inventoryThatLeavesNothingOpenTakesOneCommand() {
        ansible(0, Recorded.text("inventory.json"), "").inventory().check();

        assertThat(commandLine.ran).hasSize(1);
    }

    @Test
    void whatTheInventoryLeavesOpenIsAskedOfAnsibleAndHeardByNobodyElse() {
        TestInventory open = TestInventory.embedded()
                .set("kvm1", "lab_uplink", "\"{{ site_nic }}\"")
                .set("peer", "lab_nic", "{\"__ansible_vault\": \"$ANSIBLE_VAULT;1.1;AES256 6162\"}");
        Inventory inventory = ansible(
                        new CommandLine.Output(0, open.tree().toString(), ""),
                        new CommandLine.Output(
                                0,
                                ResolvedTest.answer("kvm1", ResolvedTest.value("lab_uplink", "\"eth4\""))
                                        + ResolvedTest.answer("peer", ResolvedTest.value("lab_nic", "\"lan7\""))
                                        + RECAP,
                                ""))
                .inventory();

        inventory.check();
        assertThat(inventory.layout("mvlab-1-").uplink()).isEqualTo("eth4");
        assertThat(inventory.layout("mvlab-1-").peerNic()).contains("lan7");
        assertThat(inventory.resolved("kvm1")).hasToString("{lab_uplink=\"eth4\"}");
        assertThat(inventory.resolved("peer")).isEmpty();
        assertThat(commandLine.ran.get(1))
                .endsWith(
                        "playbooks/resolve.yml",
                        "--extra-vars",
                        "{\"open_variables\":{\"kvm1\":[\"lab_uplink\"],\"peer\":[\"lab_nic\"]}}");
        assertThat(commandLine.environments.get(1)).containsEntry("ANSIBLE_LOG_PATH", "/dev/null");
        assertThat(heard).isEmpty();
    }

    @Test
    void resolvingThatFailsIsAnErrorWithTheReasonAndWithoutTheValues() {
        String open = TestInventory.embedded()
                .set("kvm1,peer", "lab_name", "\"{{ site_name }}\"")
                .tree()
                .toString();
        String answer = ResolvedTest.answer("kvm1", ResolvedTest.value("lab_name", "\"hunter2\""));

        assertThatThrownBy(() -> ansible(
                                new CommandLine.Output(0, open, ""),
                                new CommandLine.Output(2, answer, "ERROR! the lookup plugin 'resolved' was not found"))
                        .inventory())
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll("peer=[lab_name]", "exit status 2", "'resolved' was not found")
                .satisfies(e -> assertThat(stackTrace(e))
                        .doesNotContain("hunter2", answer.replaceAll(".*msg\":\"|\"}}}\n", "")));
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private PlayResult play(int exitStatus, String stdout, String stderr) {
        return ansible(exitStatus, stdout, stderr).play("playbooks/try.yml", Map.of(), second());
    }

    private static Duration second() {
        return Duration.ofSeconds(1);
    }

    private Ansible ansible(int exitStatus, String stdout, String stderr) {
        return ansible(new CommandLine.Output(exitStatus, stdout, stderr));
    }

    private Ansible ansible(CommandLine.Output... outputs) {
        commandLine = new CommandLineForTests(outputs);
        return new Ansible(commandLine, List.of("inventory/embedded", "run/runtime.yml"), hosts, Map.of(), heard::add);
    }
}
