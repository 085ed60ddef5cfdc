package io.github.macvtaplab.workload;

import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.Wiring;

/**
 * Say where a workload's traffic runs, over a wiring that is in place.
 *
 * @param wiring what carries it
 * @param host the KVM host, whose CPU time is counted
 * @param client where the load tool runs
 * @param server the guest that answers
 * @param address the server's address
 */
public record Lane(Wiring wiring, Node host, Node client, Node server, String address) {}
