/** Probes paths, gathers witnesses and reaches verdicts. */
@NullMarked
package io.github.macvtaplab.connectivity;

import org.jspecify.annotations.NullMarked;
