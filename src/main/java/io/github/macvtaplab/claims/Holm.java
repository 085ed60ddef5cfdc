package io.github.macvtaplab.claims;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Correct probabilities for how many there are, by S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure",
 * Scandinavian Journal of Statistics 6 (1979): whoever takes those below 5 % for findings errs in 5 of 100 cases with one of them,
 * not with each.
 */
final class Holm {
    private Holm() {}

    /** Return the corrected probabilities, in the order of those given. */
    static List<Double> correct(List<Double> probabilities) {
        int m = probabilities.size();
        List<Integer> order = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparing(probabilities::get))
                .toList();
        List<Double> corrected = new ArrayList<>(probabilities);
        double last = 0;
        for (int rank = 0; rank < m; rank++) {
            int index = order.get(rank);
            last = Math.max(last, Math.min(1, (m - rank) * probabilities.get(index)));
            corrected.set(index, last);
        }
        return corrected;
    }
}
