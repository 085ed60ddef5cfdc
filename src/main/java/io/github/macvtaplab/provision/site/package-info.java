/**
 * Finds what a site has set up that is not the run's business to change, and that bears on what tests see: firewalls, owners of
 * interfaces, spanning tree, MTUs, settings. In come a shell and the lab's layout, out go {@link io.github.macvtaplab.model.SiteFact}s,
 * each with a sentence and the command that mends it. The preflight of the room {@code junit} calls it, and nothing is changed.
 */
@NullMarked
package io.github.macvtaplab.provision.site;

import org.jspecify.annotations.NullMarked;
