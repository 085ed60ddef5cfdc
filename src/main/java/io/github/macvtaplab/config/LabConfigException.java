package io.github.macvtaplab.config;

import io.github.macvtaplab.model.LabException;

/** Says, in one line, which property is wrong and what is valid. */
public final class LabConfigException extends LabException {
    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public LabConfigException(String message) {
        super(message);
    }
}
