/** Checks of the Jenkinsfile, by what Groovy makes of it; no Jenkins is needed. */
@NullMarked
package io.github.macvtaplab.jenkins;

import org.jspecify.annotations.NullMarked;
