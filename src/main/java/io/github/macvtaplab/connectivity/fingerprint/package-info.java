/**
 * What the segment does with frames: comes in, a lab that is wired or about to be, and its stations; goes out, a fingerprint as typed
 * answers and as flat facts. Asked for before the first verdict, and after each change of a link until frames pass again. Called by
 * {@code junit}, which hands the facts to the diagnosis.
 */
@NullMarked
package io.github.macvtaplab.connectivity.fingerprint;

import org.jspecify.annotations.NullMarked;
