package io.github.macvtaplab.connectivity.fingerprint;

import java.util.Collection;

/** Whether a frame got from one port to another. */
public enum Passing {
    /** It did. */
    PASSES("yes"),
    /** It was sent, four times, and did not come. */
    LOST("no"),
    /** It was not sent; or nothing shows that its not coming means anything. */
    NOT_TRIED("untried");

    private final String label;

    Passing(String label) {
        this.label = label;
    }

    /** Its word in facts. */
    public String label() {
        return label;
    }

    /** What is said of several receivers: it passes if it does to one of them. */
    static Passing any(Collection<Passing> of) {
        return of.contains(PASSES) ? PASSES : of.contains(LOST) ? LOST : NOT_TRIED;
    }
}
