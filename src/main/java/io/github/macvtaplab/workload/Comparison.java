package io.github.macvtaplab.workload;

/**
 * Set MacVTap against a rival at the same profile and load, by the medians.
 *
 * @param macvtap MacVTap's measurement
 * @param rival the other wiring's
 */
public record Comparison(Measurement macvtap, Measurement rival) {

    /**
     * Check that they can be compared.
     *
     * @throws IllegalArgumentException if profile, load or unit differ
     */
    public Comparison {
        if (!macvtap.profile().equals(rival.profile())
                || macvtap.connections() != rival.connections()
                || !macvtap.unit().equals(rival.unit())) {
            throw new IllegalArgumentException("nothing compares %s with %s".formatted(macvtap, rival));
        }
    }

    /** Return MacVTap's rate divided by the rival's; above 1, MacVTap gets more done. */
    public double rateRatio() {
        return macvtap.median() / rival.median();
    }

    /** Return MacVTap's CPU cost divided by the rival's; below 1, MacVTap spends less on the same work. */
    public double cpuRatio() {
        return macvtap.cpuMedian() / rival.cpuMedian();
    }
}
