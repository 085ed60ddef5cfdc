package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.Path;
import io.github.macvtaplab.model.Situation;

/**
 * A path that is not tried in a situation, as the lab lacks what that takes.
 *
 * @param why in words, without a full stop
 */
public record SkippedPath(Situation situation, Path path, String why) {}
