/** Reads the {@code lab.*} properties into one checked record. The only room that reads system properties and environment. */
@NullMarked
package io.github.macvtaplab.config;

import org.jspecify.annotations.NullMarked;
