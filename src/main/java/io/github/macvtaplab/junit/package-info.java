/** Joins the rooms for JUnit: annotations, extensions and assertions. */
@NullMarked
package io.github.macvtaplab.junit;

import org.jspecify.annotations.NullMarked;
