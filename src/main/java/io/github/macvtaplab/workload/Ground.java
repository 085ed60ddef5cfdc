package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Layout;

/** Say what kind of lab figures come from: it decides what they are worth. */
public enum Ground {
    /** Wires, and maybe CPUs, are emulated: figures are shown and never judged. */
    EMULATED("emulated lab: figures shown, not judged"),
    /** The wires are real. */
    REAL("");

    private final String reason;

    Ground(String reason) {
        this.reason = reason;
    }

    /** Return the kind of a lab. */
    public static Ground of(Layout layout) {
        return layout.emulated() ? EMULATED : REAL;
    }

    /** Return why no performance claim is judged; empty if they are. */
    public String whyNotJudged() {
        return reason;
    }

    /** Return what the CPU counters of the KVM host comprise: in an emulated lab its kernel runs peer and switch too. */
    String cpuScope() {
        return this == EMULATED
                ? "the whole machine, load generator and switch included, less its idle floor"
                : "the whole KVM host, less its idle floor";
    }
}
