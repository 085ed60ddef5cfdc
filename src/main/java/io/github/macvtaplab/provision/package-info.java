/** Boots guests, wires them, and changes and restores the state of hosts and switch ports. */
@NullMarked
package io.github.macvtaplab.provision;

import org.jspecify.annotations.NullMarked;
