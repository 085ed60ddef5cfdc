package io.github.macvtaplab.report;

import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.report.cause.WrappedText;
import java.util.Locale;

/** Draw the table of all claims with their verdicts and reasons, at most 100 characters wide. */
final class ClaimsTable {
    private static final int WIDTH = 100;
    /** Most characters of a reason; the report has all of it. */
    private static final int MOST_REASON = 240;

    private ClaimsTable() {}

    /** Return the table; a reason that is too long goes on in the next line, under itself. */
    static String of(ClaimRegister register) {
        StringBuilder table = new StringBuilder();
        row(table, "claim", "verdict", "why");
        table.append("-".repeat(WIDTH)).append('\n');
        for (ClaimId claim : ClaimId.values()) {
            row(table, claim.id(), register.verdict(claim).label(), register.summary(claim));
        }
        return "\n" + table + "\nclaims     " + register.counts() + "\n";
    }

    private static void row(StringBuilder table, String claim, String verdict, String why) {
        table.append(
                wrapped(String.format(Locale.ROOT, "%-25s %-13s ", claim, verdict), WrappedText.cut(why, MOST_REASON)));
    }

    /** Lay out a text in lines of at most 100 characters, the first behind a head and the others under it. */
    static String wrapped(String head, String text) {
        String under = "\n" + " ".repeat(head.length());
        return head + String.join(under, WrappedText.of(text, WIDTH - head.length())) + "\n";
    }
}
