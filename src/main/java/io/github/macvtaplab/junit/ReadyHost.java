package io.github.macvtaplab.junit;

import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.provision.Accelerator;
import io.github.macvtaplab.provision.HostState;
import io.github.macvtaplab.provision.Wirings;

/**
 * A KVM host of the run whose guests are ready: the tested one, or the one that carries the far end of traffic.
 *
 * @param layout of the lab as far as it is this host's business
 * @param wirings what its guests are wired by
 * @param state what of it is changed for a while
 * @param accelerator how its guests run
 */
record ReadyHost(Layout layout, Wirings wirings, HostState state, Accelerator accelerator) {}
