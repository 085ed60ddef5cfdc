package io.github.macvtaplab.report.cause;

import io.github.macvtaplab.model.Situation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the messages of a run's failed tests short: the first test that fails for a reason says all, later ones a line. Maven prints
 * the messages of all of them one after the other, and a broken lab fails every situation.
 */
public final class ToldCauses {
    /** Most tests of a run whose message is told in full. */
    static final int MOST_IN_FULL = 3;

    private final Map<String, Situation> told = new LinkedHashMap<>();

    /** Returns the message of a failed test: in full, or in one line. */
    public synchronized String message(DeviationText text) {
        Situation here = text.judged().situation();
        Situation first = told.get(text.kind());
        if (first == null && told.size() < MOST_IN_FULL) {
            told.put(text.kind(), here);
            return text.inFull();
        }
        return here.equals(first) ? text.inFull() : text.inOneLine(Optional.ofNullable(first));
    }
}
