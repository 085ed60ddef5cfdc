package io.github.macvtaplab.junit;

/** Says that the lab behaves otherwise than the claim says, with proof: the test is <em>failed</em>. */
public final class ClaimRefuted extends AssertionError {
    private static final long serialVersionUID = 1L;

    ClaimRefuted(String message) {
        super(message);
    }
}
