package io.github.macvtaplab.report;

import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.model.ClaimId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draw the table of all claims with their verdicts and reasons, at most 100 characters wide. */
final class ClaimsTable {
    private static final int WIDTH = 100;
    private static final int LEFT_WIDTH = 40;

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
        String left = String.format(Locale.ROOT, "%-25s %-13s ", claim, verdict);
        for (String line : wrapped(why)) {
            table.append(left).append(line).append('\n');
            left = " ".repeat(LEFT_WIDTH);
        }
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split("\\s+", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH - LEFT_WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
