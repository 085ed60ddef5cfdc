package io.github.macvtaplab.report.cause;

import io.github.macvtaplab.diagnosis.Diagnosis;
import io.github.macvtaplab.diagnosis.UnexplainedGroup;
import io.github.macvtaplab.model.ClaimId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Says a diagnosis in lines: each cause with what it costs, and its cure; then what no known cause explains, by place. */
public final class CauseLines {
    /** So many groups of cells without a known cause are told. */
    private static final int MOST_GROUPS = 6;

    /** So many causes are told. */
    private static final int MOST_CAUSES = 8;

    /** Most characters of a sentence, so that what it costs is seen too; the front page has all of it. */
    private static final int MOST_SENTENCE = 280;

    private CauseLines() {}

    /**
     * A line.
     *
     * @param topic {@code cause} or {@code cure}
     * @param text the rest, without a full stop
     */
    public record Line(String topic, String text) {}

    /**
     * Says a diagnosis; nothing of a healthy lab.
     *
     * @param undecided whether a claim could not be decided: only such claims are said to be kept from it
     */
    public static List<Line> of(Diagnosis diagnosis, Predicate<ClaimId> undecided) {
        List<Line> lines = new ArrayList<>();
        diagnosis.causes().stream().limit(MOST_CAUSES).forEach(cause -> {
            lines.add(new Line(
                    "cause",
                    WrappedText.cut(cause.sentence(), MOST_SENTENCE)
                            + costs(cause.cells(), cause.undecided(), undecided)));
            lines.add(new Line("cure", cause.cure()));
        });
        if (diagnosis.causes().size() > MOST_CAUSES) {
            lines.add(new Line(
                    "cause",
                    "and %d more; the report has them"
                            .formatted(diagnosis.causes().size() - MOST_CAUSES)));
        }
        diagnosis.unexplained().stream()
                .limit(MOST_GROUPS)
                .forEach(group -> lines.add(new Line(
                        "cause",
                        "not known: " + WrappedText.cut(group.sentence(), MOST_SENTENCE)
                                + costs(0, group.undecided(), undecided))));
        int more = diagnosis.unexplained().size() - MOST_GROUPS;
        if (more > 0) {
            lines.add(new Line(
                    "cause",
                    "not known: %d cells at %d other places; %s has each of them"
                            .formatted(
                                    diagnosis.unexplained().stream()
                                            .skip(MOST_GROUPS)
                                            .mapToInt(UnexplainedGroup::cells)
                                            .sum(),
                                    more,
                                    CellsFile.NAME)));
        }
        return lines;
    }

    private static String costs(int cells, Set<ClaimId> claims, Predicate<ClaimId> undecided) {
        List<String> parts = new ArrayList<>();
        if (cells > 0) {
            parts.add("explains %d cell%s".formatted(cells, cells == 1 ? "" : "s"));
        }
        String kept =
                claims.stream().filter(undecided).sorted().map(ClaimId::id).collect(Collectors.joining(", "));
        if (!kept.isEmpty()) {
            parts.add("keeps %s from being decided".formatted(kept));
        }
        return parts.isEmpty() ? "" : " (" + String.join("; ", parts) + ")";
    }
}
