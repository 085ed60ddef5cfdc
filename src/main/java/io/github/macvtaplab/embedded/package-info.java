/** Builds the embedded lab and the execution environment in containers. */
@NullMarked
package io.github.macvtaplab.embedded;

import org.jspecify.annotations.NullMarked;
