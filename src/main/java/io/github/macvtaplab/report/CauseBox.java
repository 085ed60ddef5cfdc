package io.github.macvtaplab.report;

import io.github.macvtaplab.claims.ClaimRegister;
import io.github.macvtaplab.diagnosis.Diagnosis;
import io.github.macvtaplab.diagnosis.NamedCause;
import io.github.macvtaplab.diagnosis.UnexplainedGroup;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.report.cause.CellsFile;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows first what is wrong with the lab, where, and what to type. */
final class CauseBox {
    private static final int MOST_GROUPS = 6;

    private final HtmlPage page;
    private final ClaimRegister register;

    CauseBox(HtmlPage page, ClaimRegister register) {
        this.page = page;
        this.register = register;
    }

    /** Show a diagnosis; nothing of a healthy lab. */
    void show(Diagnosis diagnosis) {
        if (diagnosis.healthy()) {
            return;
        }
        page.add("<section class=\"causes\" id=\"causes\">\n<h2>What is wrong with this lab</h2>\n");
        diagnosis.causes().forEach(this::cause);
        List<UnexplainedGroup> groups = diagnosis.unexplained();
        if (!groups.isEmpty()) {
            page.add(
                    "<h3>%s</h3>\n<ul>\n",
                    diagnosis.causes().isEmpty()
                            ? "No known cause explains these cells"
                            : "What that does not explain");
            groups.stream()
                    .limit(MOST_GROUPS)
                    .forEach(group -> page.add(
                            "<li>%s.%s<br><small>For example %s</small></li>\n",
                            group.sentence(), kept(group.undecided()), group.example()));
            page.add("</ul>\n");
            if (groups.size() > MOST_GROUPS) {
                page.add(
                        "<p>%s more places are in <a href=\"%s\">%s</a>.</p>\n",
                        groups.size() - MOST_GROUPS, CellsFile.NAME, CellsFile.NAME);
            }
        }
        page.add("</section>\n");
    }

    private void cause(NamedCause cause) {
        page.add(
                """
                <h3>%s.</h3>
                <p>What to do: <code class="cure">%s</code></p>
                <p>%s%s</p>
                <details><summary>What shows it</summary><ul>
                """,
                capital(cause.sentence()),
                cause.cure(),
                cause.cells() == 0 ? "" : "It explains %d cells.".formatted(cause.cells()),
                kept(cause.undecided()));
        cause.evidence().forEach(fact -> page.add("<li>%s</li>\n", fact));
        if (!cause.example().isEmpty()) {
            page.add("<li>for example %s</li>\n", cause.example());
        }
        page.add("</ul></details>\n");
    }

    /** The claims that could not be decided for it. */
    private String kept(Set<ClaimId> claims) {
        String kept = claims.stream()
                .filter(claim -> register.verdict(claim) == ClaimVerdict.INCONCLUSIVE)
                .sorted()
                .map(ClaimId::id)
                .collect(Collectors.joining(", "));
        return kept.isEmpty() ? "" : " It keeps %s from being decided.".formatted(kept);
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
