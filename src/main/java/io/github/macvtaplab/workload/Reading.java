package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.CpuComponent;
import java.util.EnumMap;
import java.util.Map;

/**
 * A node's counters at one moment.
 *
 * @param seconds by the node's monotonic clock
 * @param devices by device
 * @param cpu CPU seconds by component, since some start; empty where they were not asked for
 */
record Reading(double seconds, Map<String, Counters> devices, Map<CpuComponent, Double> cpu) {
    Reading {
        devices = Map.copyOf(devices);
        Map<CpuComponent, Double> copy = new EnumMap<>(CpuComponent.class);
        copy.putAll(cpu);
        cpu = copy;
    }

    Counters device(String name) {
        return devices.getOrDefault(name, Counters.NONE);
    }

    /** CPU seconds that were spent on each component since an earlier reading. */
    Map<CpuComponent, Double> cpuSince(Reading earlier) {
        Map<CpuComponent, Double> spent = new EnumMap<>(CpuComponent.class);
        cpu.forEach((component, seconds) -> spent.put(component, seconds - earlier.cpu.getOrDefault(component, 0.0)));
        return spent;
    }
}
