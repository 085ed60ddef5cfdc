/** Show what happened: on the console, in Allure's report, and as files that programs read. */
@NullMarked
package io.github.macvtaplab.report;

import org.jspecify.annotations.NullMarked;
