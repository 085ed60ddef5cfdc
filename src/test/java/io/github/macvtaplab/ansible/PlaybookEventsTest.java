package io.github.macvtaplab.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaybookEventsTest {
    private static final PlaybookEvents FAILED = PlaybookEvents.parse(Recorded.text("failed-and-unreachable.jsonl"));
    private static final PlaybookEvents IGNORED = PlaybookEvents.parse(Recorded.text("ignored-and-rescued.jsonl"));

    @Test
    void transcriptNamesPlayTaskHostAndState() {
        assertThat(FAILED.transcript())
                .contains(
                        "PLAY Try",
                        "  ok          a        Say ok",
                        "  skipped     c        Say ok",
                        "  changed     b        Make change",
                        "  unreachable c        Make change",
                        "  failed      b        Attach the NIC");
    }

    @Test
    void failedTaskIsAFailureWithWhatItWroteToStandardError() {
        assertThat(FAILED.failures()).contains("b: task 'Attach the NIC': error: Failed to attach device");
    }

    @Test
    void failedLoopIsAFailureWithWhatItsItemsWrote() {
        assertThat(FAILED.failures()).contains("a: task 'Loop fail': item 0\nitem 1");
    }

    @Test
    void hostThatCannotBeReachedIsAFailure() {
        assertThat(FAILED.failures())
                .anySatisfy(failure -> assertThat(failure)
                        .startsWith("c: task 'Make change': Failed to connect to the host via ssh")
                        .endsWith("Connection refused"));
    }

    @Test
    void changesOfAllHostsAreCounted() {
        assertThat(FAILED.changed()).isEqualTo(3);
    }

    @Test
    void ignoredAndRescuedFailuresAreShownButAreNone() {
        assertThat(IGNORED.finished()).isTrue();
        assertThat(IGNORED.transcript()).contains("  failed      a        Fail ignored");
        assertThat(IGNORED.failures()).isEmpty();
    }

    @Test
    void brokenLineIsKeptForTheReader() {
        PlaybookEvents events = PlaybookEvents.parse("{\"_event\": \"v2_\nnoise\n{}\n");

        assertThat(events.transcript()).containsExactly("(not JSON) {\"_event\": \"v2_");
        assertThat(events.failures()).isEmpty();
    }

    @Test
    void playbookWithoutRecapHasNotFinished() {
        String all = Recorded.text("ignored-and-rescued.jsonl");
        PlaybookEvents events =
                PlaybookEvents.parse(all.substring(0, all.indexOf("{\"_event\":\"v2_playbook_on_stats")));

        assertThat(events.finished()).isFalse();
    }
}
