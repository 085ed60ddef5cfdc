package io.github.macvtaplab.report.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Checks that what a run attaches stays small however much it wants to attach. */
class AttachmentBudgetTest {
    private final AttachmentBudget budget = new AttachmentBudget("cells.jsonl.gz");

    @Test
    void textForWhichThereIsRoomStaysAsItIs() {
        assertThat(budget.text("one\ntwo\n")).isEqualTo("one\ntwo\n");
    }

    @Test
    void longTextIsCutAtALineAndSaysWhatIsLeftOutAndWhereItIs() {
        String cut = budget.text("a line of text\n".repeat(10_000));

        assertThat(cut).hasSizeLessThan(AttachmentBudget.TEXT + 200);
        assertThat(cut.lines().toList())
                .last()
                .asString()
                .matches("\\[\\d+ of 150000 bytes are left out; cells.jsonl.gz has every cell with its proof]");
    }

    @Test
    void oneTestDoesNotTakeTheRoomOfTheOthers() {
        for (int i = 0; i < 100; i++) {
            budget.whole(new byte[100_000]);
        }
        assertThat(budget.whole(new byte[100_000])).isEmpty();

        budget.nextTest();

        assertThat(budget.whole(new byte[100_000])).isPresent();
    }

    @Test
    void twoHundredMegabytesBecomeLessThanTheBudgetOfARun() {
        long kept = 0;
        for (int test = 0; test < 100; test++) {
            budget.nextTest();
            for (int i = 0; i < 20; i++) {
                kept += budget.text("x".repeat(99) + "\n" + "y".repeat(100_000)).length();
                kept += budget.whole(new byte[10_000])
                        .map(content -> content.length)
                        .orElse(0);
            }
        }

        // Each text that is left out still says so.
        assertThat(kept).isLessThan(AttachmentBudget.RUN + 100L * 20 * 100 + 100);
    }
}
