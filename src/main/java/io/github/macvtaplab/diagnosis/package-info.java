/**
 * Names why cells of the matrix are not as expected. In come cells with the place where their frames were last seen, and what is
 * known of the nodes and of the segment; out go causes with their cures, and the cells that no known cause explains, grouped by
 * place. The rooms {@code report} and {@code junit} may call.
 */
@NullMarked
package io.github.macvtaplab.diagnosis;

import org.jspecify.annotations.NullMarked;
