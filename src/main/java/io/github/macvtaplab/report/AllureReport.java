package io.github.macvtaplab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.Observation;
import io.github.macvtaplab.report.attachment.AttachmentBudget;
import io.qameta.allure.Allure;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tell Allure what the running test does. Where no test runs, a step is only carried out, and an attachment waits for the
 * next test, which shows it in a step of its own. Safe for use by several threads; what a thread other than the test's
 * own attaches counts as attached outside of a test. What is attached is bounded by {@link AttachmentBudget}.
 */
public final class AllureReport {
    private static final String TEXT = "text/plain";
    private static final String JSON = "application/json";
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final AllureResults results;
    private final AttachmentBudget budget = new AttachmentBudget();
    private final Queue<Attachment> waiting = new ConcurrentLinkedQueue<>();
    private volatile Map<String, String> environment = Map.of();

    /** Something to attach, whole or, if it is text, as far as there is room. */
    private record Attachment(String name, String type, String ending, ByteArrayInputStream content) {}

    /** Report into the directory that Allure itself writes to. */
    public AllureReport() {
        this(AllureResults.ofThisRun());
    }

    AllureReport(AllureResults results) {
        this.results = results;
    }

    /**
     * Carry out an action as a step of the running test, and return what it returns. What it throws marks the step and
     * is thrown on.
     */
    public <T> T step(String name, Supplier<T> action) {
        if (!testRuns()) {
            return action.get();
        }
        return Allure.step(name, action::get);
    }

    /** Carry out an action as a step of the running test. What it throws marks the step and is thrown on. */
    public void step(String name, Runnable action) {
        if (testRuns()) {
            Allure.step(name, action::run);
        } else {
            action.run();
        }
    }

    /** Attach a text. */
    public void attach(String name, String text) {
        attach(new Attachment(name, TEXT, ".txt", bytes(text)));
    }

    /** Attach a drawing, an SVG document. */
    public void attachPicture(String name, String svg) {
        attach(new Attachment(name, "image/svg+xml", ".svg", bytes(svg)));
    }

    /** Attach a capture of frames, in the format pcapng. */
    public void attachCapture(String name, byte[] capture) {
        attach(new Attachment(name, "application/vnd.tcpdump.pcap", ".pcapng", new ByteArrayInputStream(capture)));
    }

    /**
     * Attach a value as JSON.
     *
     * @throws IllegalArgumentException if the value cannot be written as JSON
     */
    public void attachJson(String name, Object value) {
        try {
            attach(new Attachment(name, JSON, ".json", bytes(MAPPER.writeValueAsString(value))));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Put a link on the running test; where none runs, do nothing. */
    public void link(String name, String to) {
        if (testRuns()) {
            Allure.link(name, to);
        }
    }

    /** Attach a command, with the node it ran on, its exit status, its output, and the time it took. */
    public void command(CommandResult result) {
        attach(CommandText.title(result), CommandText.body(result));
    }

    /** Say which claim the running test belongs to; where none runs, do nothing. */
    public void claim(ClaimId claim) {
        if (!testRuns()) {
            return;
        }
        Allure.epic(claim.performance() ? "Performance claims" : "Connectivity claims");
        Allure.feature(claim.id());
        Allure.story(claim.statement());
        Allure.description("**" + claim.id() + "** " + claim.statement());
        showWaiting();
    }

    /** Show on the running test what it found out; where none runs, do nothing. */
    public void observation(Observation observation) {
        if (!testRuns()) {
            return;
        }
        Allure.label("tag", observation.verdict().name());
        Allure.description("**%s** %s\n\n**%s** %s"
                .formatted(
                        observation.claim().id(),
                        observation.claim().statement(),
                        observation.verdict(),
                        observation.finding()));
    }

    /**
     * Write the facts about the lab where Allure looks for them, and the categories into which it sorts tests that did
     * not pass.
     *
     * @throws java.io.UncheckedIOException if a file cannot be written
     */
    public void environment(Map<String, String> facts) {
        environment = Map.copyOf(facts);
        results.writeEnvironment(facts);
        results.writeCategories();
    }

    /** Return the facts about the lab; empty before {@link #environment(Map)}. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Say which claims the running test may bear on, where that is decided by what it sees. */
    public void claims(String title) {
        if (testRuns()) {
            Allure.epic("Connectivity claims");
            Allure.feature(title);
            showWaiting();
        }
    }

    /** Show on the running test what it found out about several claims. */
    public void observations(List<Observation> observations) {
        if (!testRuns()) {
            return;
        }
        observations.forEach(
                observation -> Allure.label("tag", observation.verdict().name()));
        Allure.description(observations.stream()
                .map(observation -> "**%s** %s: %s"
                        .formatted(observation.claim().id(), observation.verdict(), observation.finding()))
                .collect(Collectors.joining("\n\n")));
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean testRuns() {
        return Allure.getLifecycle().getCurrentTestCase().isPresent();
    }

    private static String test() {
        return Allure.getLifecycle().getCurrentTestCase().orElse("");
    }

    private void attach(Attachment attachment) {
        if (testRuns()) {
            add(attachment);
        } else {
            waiting.add(attachment);
        }
    }

    private void showWaiting() {
        List<Attachment> taken = new ArrayList<>();
        for (Attachment next = waiting.poll(); next != null; next = waiting.poll()) {
            taken.add(next);
        }
        if (!taken.isEmpty()) {
            Allure.step("before this test", () -> taken.forEach(this::add));
        }
    }

    private void add(Attachment attachment) {
        if (attachment.type().equals(TEXT)) {
            String text = new String(attachment.content().readAllBytes(), StandardCharsets.UTF_8);
            budget.text(test(), text).ifPresentOrElse(kept -> write(attachment, bytes(kept)), this::leftOut);
        } else if (budget.whole(test(), attachment.content().available())) {
            write(attachment, attachment.content());
        } else {
            leftOut();
        }
    }

    private void leftOut() {
        budget.leftOut(test()).ifPresent(text -> Allure.addAttachment("what is left out", TEXT, bytes(text), ".txt"));
    }

    private static void write(Attachment attachment, ByteArrayInputStream content) {
        Allure.addAttachment(attachment.name(), attachment.type(), content, attachment.ending());
    }
}
