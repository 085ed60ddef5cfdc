/**
 * Runs commands on nodes over SSH, each with a deadline, and makes SSH keys. The only room that knows
 * sshj and Bouncy Castle.
 */
@NullMarked
package io.github.macvtaplab.shell;

import org.jspecify.annotations.NullMarked;
