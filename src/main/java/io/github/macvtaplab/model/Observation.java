package io.github.macvtaplab.model;

/**
 * Holds what one test found out about a claim.
 *
 * @param claim the claim
 * @param verdict what this test alone says about it
 * @param test display name of the test
 * @param summary the finding in a few words; may be empty if the tally says it all
 * @param tally the paths and witnesses that it rests on
 */
public record Observation(ClaimId claim, ClaimVerdict verdict, String test, String summary, Tally tally) {

    /**
     * Checks that something was observed.
     *
     * @throws IllegalArgumentException if the verdict is NOT_RUN
     */
    public Observation {
        if (verdict == ClaimVerdict.NOT_RUN) {
            throw new IllegalArgumentException(
                    "%s observed nothing of %s: NOT_RUN is no observation".formatted(test, claim.id()));
        }
    }

    /** Makes one that rests on no paths. */
    public Observation(ClaimId claim, ClaimVerdict verdict, String test, String summary) {
        this(claim, verdict, test, summary, Tally.NONE);
    }

    /** Returns the finding in one line: the tally, then the summary. */
    public String finding() {
        String counted = tally.toString();
        return counted.isEmpty() || summary.isEmpty() ? counted + summary : counted + ", " + summary;
    }
}
