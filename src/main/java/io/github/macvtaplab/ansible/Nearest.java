package io.github.macvtaplab.ansible;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The valid name that a wrong one is nearest to.
 *
 * @param name the valid one
 * @param distance how many letters must be changed
 */
record Nearest(String name, int distance) {
    /** Up to here, the one is taken to be meant. */
    private static final int NEAR = 2;

    /** Of names at the same distance, the first. */
    static Nearest of(String wrong, Collection<String> valid) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return valid.stream()
                .map(name -> new Nearest(name, distance.apply(wrong, name)))
                .min(Comparator.comparing(Nearest::distance))
                .orElseThrow();
    }

    boolean isNear() {
        return distance <= NEAR;
    }
}
