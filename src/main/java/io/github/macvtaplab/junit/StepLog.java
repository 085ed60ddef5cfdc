package io.github.macvtaplab.junit;

import io.github.macvtaplab.ansible.PlayResult;
import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.report.AllureReport;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Put what was run on the lab into the report, under the step that ran it. */
final class StepLog {
    private final AllureReport report;
    private final Queue<CommandResult> commands = new ConcurrentLinkedQueue<>();
    private final Queue<PlayResult> plays = new ConcurrentLinkedQueue<>();

    StepLog(AllureReport report) {
        this.report = report;
    }

    /** Keep a command until the step that ran it is over. */
    void ran(CommandResult command) {
        commands.add(command);
    }

    /** Keep a playbook's outcome until the step that played it is over. */
    void played(PlayResult play) {
        plays.add(play);
    }

    /** Do something as a step of the report, with the playbooks and commands that it ran. */
    <T> T step(String name, Supplier<T> action) {
        return report.step(name, () -> {
            try {
                return action.get();
            } finally {
                flush();
            }
        });
    }

    void attach(String name, String text) {
        report.step(name, () -> {
            report.attach(name, text);
            flush();
            return name;
        });
    }

    /** Attach what was run since the last time; on the test's own thread, where Allure knows the test. */
    void flush() {
        for (PlayResult play = plays.poll(); play != null; play = plays.poll()) {
            report.attach(
                    "%s (%.1f s)".formatted(play.playbook(), play.took().toMillis() / 1000.0),
                    String.join("\n", play.transcript()));
        }
        for (CommandResult command = commands.poll(); command != null; command = commands.poll()) {
            report.command(command);
        }
    }
}
