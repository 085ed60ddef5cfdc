package io.github.macvtaplab.junit;

import io.github.macvtaplab.model.Layout;
import io.github.macvtaplab.provision.HostState;
import io.github.macvtaplab.provision.Wirings;

/**
 * The KVM host that carries the far end of traffic across hosts, once its guests are ready.
 *
 * @param layout it and its guests, as a lab of its own
 * @param wirings what its guests are wired by
 * @param state what of it is changed during a race
 */
record OtherHost(Layout layout, Wirings wirings, HostState state) {}
