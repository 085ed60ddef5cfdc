/** Drives traffic at a guest and reports what it moved and what CPU that cost. */
@NullMarked
package io.github.macvtaplab.workload;

import org.jspecify.annotations.NullMarked;
