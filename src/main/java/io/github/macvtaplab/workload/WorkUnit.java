package io.github.macvtaplab.workload;

/** Name what a workload gets done, and the amount of it that CPU time is stated for. */
public enum WorkUnit {
    /** 10<sup>9</sup> bits of payload that arrived. */
    GBIT("Gbit/s", "CPU s/Gbit", 1),
    /** A request with its whole response. CPU time is stated for 1000 of them. */
    TRANSACTION("transactions/s", "CPU s/1000 transactions", 1000);

    private final String rate;
    private final String cost;
    private final int costAmount;

    WorkUnit(String rate, String cost, int costAmount) {
        this.rate = rate;
        this.cost = cost;
        this.costAmount = costAmount;
    }

    /** Return the unit of the rate, such as {@code Gbit/s}. */
    public String rate() {
        return rate;
    }

    /** Return the unit of the CPU cost, such as {@code CPU s/Gbit}. */
    public String cost() {
        return cost;
    }

    /** Return how many units of work the CPU cost is stated for. */
    int costAmount() {
        return costAmount;
    }
}
