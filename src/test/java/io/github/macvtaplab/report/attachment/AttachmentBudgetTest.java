package io.github.macvtaplab.report.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Checks that what a run attaches stays small however much it wants to attach. */
class AttachmentBudgetTest {
    private final AttachmentBudget budget = new AttachmentBudget();

    @Test
    void textForWhichThereIsRoomStaysAsItIs() {
        assertThat(budget.text("test", "one\ntwo\n")).contains("one\ntwo\n");
    }

    @Test
    void longTextIsCutAtALineAndSaysWhatIsLeftOutAndWhereItIs() {
        String cut = budget.text("test", "a line of text\n".repeat(10_000)).orElseThrow();

        assertThat(bytes(cut)).isBetween(AttachmentBudget.MOST_TEXT - 100L, (long) AttachmentBudget.MOST_TEXT);
        assertThat(cut.lines().skip(4000))
                .startsWith("a line of text")
                .last()
                .asString()
                .matches(
                        "\\(83 KiB more are left out; every cell with its proof is in cells.jsonl.gz beside the report's front page\\)");
    }

    @Test
    void textOfLettersThatTakeSeveralBytesIsCutToItsBytes() {
        assertThat(bytes(budget.text("test", "\u2192\n".repeat(100_000)).orElseThrow()))
                .isBetween(AttachmentBudget.MOST_TEXT - 100L, (long) AttachmentBudget.MOST_TEXT);
    }

    @Test
    void textOfOneTestLeavesRoomForItsPictures() {
        String text = "x".repeat(60_000);
        while (budget.text("test", text).isPresent()) {
            assertThat(text).isNotEmpty();
        }

        assertThat(budget.whole("test", 300_000)).isTrue();
    }

    @Test
    void oneTestDoesNotTakeTheRoomOfTheNext() {
        for (int i = 0; i < 100; i++) {
            budget.whole("first", 100_000);
        }
        assertThat(budget.whole("first", 100_000)).isFalse();

        assertThat(budget.whole("second", 100_000)).isTrue();
    }

    @Test
    void testIsToldOnceThatSomethingIsLeftOut() {
        assertThat(budget.leftOut("test")).get().asString().contains("cells.jsonl.gz");
        assertThat(budget.leftOut("test")).isEmpty();
        assertThat(budget.leftOut("next")).isPresent();
    }

    @Test
    void pictureThatIsTooLargeIsLeftOut() {
        assertThat(budget.whole("test", AttachmentBudget.MOST_WHOLE + 1)).isFalse();
    }

    @Test
    void manySmallAttachmentsAreBoundedByTheirNumber() {
        long kept = 0;
        for (int i = 0; i < 50_000; i++) {
            kept += budget.text("test " + i / 100, "x").isPresent() ? 1 : 0;
        }

        assertThat(kept).isEqualTo(AttachmentBudget.RUN_ATTACHMENTS);
    }

    @Test
    void twoHundredMegabytesBecomeTheBudgetOfARun() {
        String text = ("x".repeat(99) + "\n").repeat(1000);
        long kept = 0;
        for (int i = 0; i < 2000; i++) {
            String test = "test " + i / 20;
            kept += budget.text(test, text).map(AttachmentBudgetTest::bytes).orElse(0L);
            kept += budget.whole(test, 10_000) ? 10_000 : 0;
        }

        assertThat(kept).isBetween(AttachmentBudget.RUN_ALL / 2L, (long) AttachmentBudget.RUN_ALL);
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
