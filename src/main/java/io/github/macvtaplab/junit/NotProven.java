package io.github.macvtaplab.junit;

import io.github.macvtaplab.model.LabException;

/** Says that nothing can be said: a witness did not hold, or a piece of the proof is missing. The test is <em>broken</em>. */
public final class NotProven extends LabException {
    private static final long serialVersionUID = 1L;

    NotProven(String message) {
        super(message);
    }
}
