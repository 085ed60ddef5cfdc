/**
 * Runs commands on nodes over SSH, each with a deadline, and makes SSH keys. The only room that knows
 * sshj and Bouncy Castle, and that speaks with an SSH agent.
 */
@NullMarked
package io.github.macvtaplab.shell;

import org.jspecify.annotations.NullMarked;
