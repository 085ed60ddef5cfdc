/**
 * Says what is wrong with a lab, and keeps every cell with its proof. In come a diagnosis and cells; out go lines for the console and
 * for files, and the file of cells. The rooms {@code report} and {@code junit} call.
 */
@NullMarked
package io.github.macvtaplab.report.cause;

import org.jspecify.annotations.NullMarked;
