/** Weigh what the tests observed: from observations and samples to a verdict for each claim. */
@NullMarked
package io.github.macvtaplab.claims;

import org.jspecify.annotations.NullMarked;
