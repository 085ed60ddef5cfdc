/**
 * Say in a few lines what was wrong with a run that has failed. What comes in are the error that ended it, the tests that failed
 * with what they observed, and the causes that were found; what goes out is a text file, which {@code bootstrap} repeats as the last
 * thing on the screen. The room {@code junit} calls it.
 */
@NullMarked
package io.github.macvtaplab.report.failure;

import org.jspecify.annotations.NullMarked;
