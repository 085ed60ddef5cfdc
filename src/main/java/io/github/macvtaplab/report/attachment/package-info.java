/**
 * Bounds what a run attaches to its Allure report. In come attachments; out go the same, shortened or left out where the report would
 * become too large to open. The room {@code report} calls.
 */
@NullMarked
package io.github.macvtaplab.report.attachment;

import org.jspecify.annotations.NullMarked;
