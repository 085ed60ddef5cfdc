package io.github.macvtaplab.connectivity;

/**
 * State of a device at one moment.
 *
 * @param up whether it is set up (IFF_UP)
 * @param carrier whether it has a link; false where it is set down
 */
public record LinkState(boolean up, boolean carrier) {}
