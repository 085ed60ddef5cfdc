package io.github.macvtaplab.ansible;

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
    private static final String RECAP =
            "{\"_event\":\"v2_playbook_on_stats\",\"stats\":{\"a\":{\"changed\":2,\"failures\":0,\"unreachable\":0}}}\n";

    private final List<PlayResult> heard = new ArrayList<>();
    private final List<List<String>> ran = new ArrayList<>();
    private final List<Map<String, String>> environments = new ArrayList<>();

    @Test
    void playbookIsPlayedWithEveryInventoryAndItsVariables() {
        PlayResult result = ansible(0, RECAP, "").play("playbooks/try.yml", Map.of("kind", "a b"), second());

        assertThat(result.changed()).isEqualTo(2);
        assertThat(ran)
                .containsExactly(List.of(
                        "ansible-playbook",
                        "-i",
                        "inventory/embedded",
                        "-i",
                        "run/runtime.yml",
                        "playbooks/try.yml",
                        "--extra-vars",
                        "{\"kind\":\"a b\"}"));
        assertThat(environments).containsExactly(Map.of("ANSIBLE_STDOUT_CALLBACK", "ansible.posix.jsonl"));
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
        CommandLine commandLine = new CommandLine() {
            @Override
            public Output run(List<String> argv, Map<String, String> environment, Duration deadline) {
                ran.add(List.copyOf(argv));
                environments.add(environment);
                return new Output(exitStatus, stdout, stderr);
            }

            @Override
            public Output runConfidential(List<String> argv, Map<String, String> environment, Duration deadline) {
                return run(argv, environment, deadline);
            }

            @Override
            public String add(java.nio.file.Path folder) {
                return folder.toString();
            }

            @Override
            public String describe() {
                return "a stand-in";
            }

            @Override
            public void close() {
                // Nothing to close.
            }
        };
        return new Ansible(commandLine, List.of("inventory/embedded", "run/runtime.yml"), Map.of(), heard::add);
    }
}
