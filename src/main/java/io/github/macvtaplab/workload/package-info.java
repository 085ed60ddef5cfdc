/**
 * Drives traffic at a guest and reports what it moved and what CPU that cost. {@code workloads.yml} has the profiles and the tools that can
 * make each; {@code Repertoire} takes the first that both ends have.
 */
@NullMarked
package io.github.macvtaplab.workload;

import org.jspecify.annotations.NullMarked;
