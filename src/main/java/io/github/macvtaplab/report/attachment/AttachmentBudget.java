package io.github.macvtaplab.report.attachment;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Says how much of an attachment a report takes. Allure's page holds all attachments in one file, in base64, which is a third longer:
 * 24 MB of them make a page of some 36 MB with Allure's own part. Not safe for use by several threads at once without a lock; its
 * methods take one.
 */
public final class AttachmentBudget {
    /** Bytes of one text. */
    static final int TEXT = 64 * 1024;
    /** Bytes of one test's attachments. */
    static final int TEST = 1024 * 1024;
    /** Bytes of all attachments of a run. */
    static final int RUN = 22 * 1024 * 1024;

    private final String elsewhere;
    private int test;
    private int run;

    /**
     * Makes one.
     *
     * @param elsewhere where the reader finds what is left out, such as {@code reports/latest/cells.jsonl.gz}
     */
    public AttachmentBudget(String elsewhere) {
        this.elsewhere = elsewhere;
    }

    /** Notes that another test begins. */
    public synchronized void nextTest() {
        test = 0;
    }

    /** Returns as much of a text as there is room for, cut at the end of a line; what is left out is said in its last line. */
    public synchronized String text(String text) {
        byte[] whole = text.getBytes(StandardCharsets.UTF_8);
        int room = Math.min(TEXT, room());
        if (whole.length <= room) {
            spend(whole.length);
            return text;
        }
        String kept = new String(Arrays.copyOf(whole, Math.max(room, 0)), StandardCharsets.UTF_8);
        int end = kept.lastIndexOf('\n');
        String cut = end < 0 ? "" : kept.substring(0, end + 1);
        spend(cut.length());
        return cut
                + "[%d of %d bytes are left out; %s has every cell with its proof]"
                        .formatted(whole.length - cut.getBytes(StandardCharsets.UTF_8).length, whole.length, elsewhere);
    }

    /** Returns content that cannot be cut, such as a drawing or a capture; empty if there is no room for it. */
    public synchronized Optional<byte[]> whole(byte[] content) {
        if (content.length > room()) {
            return Optional.empty();
        }
        spend(content.length);
        return Optional.of(content);
    }

    private int room() {
        return Math.min(TEST - test, RUN - run);
    }

    private void spend(int bytes) {
        test += bytes;
        run += bytes;
    }
}
