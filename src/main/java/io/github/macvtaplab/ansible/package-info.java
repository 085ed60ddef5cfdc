/** Plays playbooks and reads inventories. */
@NullMarked
package io.github.macvtaplab.ansible;

import org.jspecify.annotations.NullMarked;
