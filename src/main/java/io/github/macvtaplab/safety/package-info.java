/** Keeps a lab whole: the lease, the undo journal, and the guard of the interfaces by which nodes are managed. */
@NullMarked
package io.github.macvtaplab.safety;

import org.jspecify.annotations.NullMarked;
