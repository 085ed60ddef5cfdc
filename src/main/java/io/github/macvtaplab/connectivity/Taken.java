package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.Situation;

/**
 * A round of probes and the situation that it was taken in.
 *
 * @param situation what the lab was made to be
 * @param round what was seen
 */
public record Taken(Situation situation, Round round) {}
