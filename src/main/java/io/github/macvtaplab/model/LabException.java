package io.github.macvtaplab.model;

/**
 * Says that the lab is not fit for a test, or broke during one: what was expected where, what was seen, what to do. Never
 * thrown for what a test is about; a test that ends in it is <em>broken</em>, not failed.
 */
public class LabException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Make one with a message of one line. */
    public LabException(String message) {
        super(message);
    }

    /** Make one with a message of one line and what led to it. */
    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
