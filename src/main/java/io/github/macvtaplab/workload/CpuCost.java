package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CpuComponent;
import io.github.macvtaplab.model.Sample.Moment;
import io.github.macvtaplab.workload.Meters.Series;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Find out what CPU time of the KVM host a run's work has cost: that of the time in which traffic went, less what the host spends
 * in as much time without any, for the work that was done in it.
 */
final class CpuCost {
    /** An interval counts as traffic from this share of the run's usual rate on. */
    private static final double TRAFFIC = 0.2;

    private final List<Reading> readings;
    private final List<String> devices;
    private final Map<CpuComponent, Double> floor;

    /**
     * Make one.
     *
     * @param series of the host, during the run
     * @param devices of the host, whose counters tell when traffic went
     * @param floor by component, how many CPUs are busy with it where there is no traffic
     */
    CpuCost(Series series, List<String> devices, Map<CpuComponent, Double> floor) {
        this.readings = series.readings();
        this.devices = List.copyOf(devices);
        this.floor = Map.copyOf(floor);
    }

    /** How many CPUs are busy with each component in a series without traffic. */
    static Map<CpuComponent, Double> floor(Series idle) {
        Map<CpuComponent, Double> floor = new EnumMap<>(CpuComponent.class);
        double seconds = idle.last().seconds() - idle.first().seconds();
        idle.last().cpuSince(idle.first()).forEach((component, spent) -> floor.put(component, spent / seconds));
        return floor;
    }

    /**
     * CPU seconds by component that a unit of the work cost.
     *
     * @param units work of the whole run, in the unit that the cost is stated for
     */
    Map<CpuComponent, Double> perUnit(double units) {
        int[] window = window();
        Reading from = readings.get(window[0]);
        Reading to = readings.get(window[1]);
        double share = payload(from, to) / payload(readings.get(0), readings.get(readings.size() - 1));
        double seconds = to.seconds() - from.seconds();
        Map<CpuComponent, Double> cost = new EnumMap<>(CpuComponent.class);
        to.cpuSince(from)
                .forEach((component, spent) ->
                        cost.put(component, (spent - floor.getOrDefault(component, 0.0) * seconds) / (units * share)));
        return cost;
    }

    /** The run over time. */
    List<Moment> moments() {
        List<Moment> moments = new ArrayList<>();
        for (int i = 1; i < readings.size(); i++) {
            Reading from = readings.get(i - 1);
            Reading to = readings.get(i);
            double seconds = to.seconds() - from.seconds();
            if (seconds > 0) {
                Map<CpuComponent, Double> cpus = new EnumMap<>(CpuComponent.class);
                to.cpuSince(from).forEach((component, spent) -> cpus.put(component, spent / seconds));
                moments.add(new Moment(
                        to.seconds() - readings.get(0).seconds(), payload(from, to) * 8 / 1e9 / seconds, cpus));
            }
        }
        return moments;
    }

    /** Seconds of the window. */
    double seconds() {
        int[] window = window();
        return readings.get(window[1]).seconds() - readings.get(window[0]).seconds();
    }

    /** The first and the last reading between which traffic went. */
    private int[] window() {
        double[] rates = new double[readings.size() - 1];
        double most = 0;
        for (int i = 0; i < rates.length; i++) {
            Reading from = readings.get(i);
            Reading to = readings.get(i + 1);
            rates[i] = payload(from, to) / Math.max(1e-3, to.seconds() - from.seconds());
            most = Math.max(most, rates[i]);
        }
        int first = 0;
        while (first < rates.length - 1 && rates[first] < TRAFFIC * most) {
            first++;
        }
        int last = rates.length - 1;
        while (last > first && rates[last] < TRAFFIC * most) {
            last--;
        }
        return new int[] {first, last + 1};
    }

    private double payload(Reading from, Reading to) {
        double sum = 0;
        for (String device : devices) {
            sum += to.device(device).minus(from.device(device)).payload();
        }
        return sum;
    }
}
