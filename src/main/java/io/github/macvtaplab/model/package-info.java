/**
 * The words of the lab as records, enums and sealed types: nodes, wirings, paths, verdicts, claims,
 * observations, samples. Nothing in here reads, writes or waits.
 */
@NullMarked
package io.github.macvtaplab.model;

import org.jspecify.annotations.NullMarked;
