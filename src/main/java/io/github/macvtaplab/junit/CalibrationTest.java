package io.github.macvtaplab.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Mark a class of tests of the measurements and of the rule that judges them. They get a {@link Bench} and bear on
 * no claim.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("lab")
@Tag("calibration")
@ResourceLock("lab")
@ExtendWith(LabExtension.class)
public @interface CalibrationTest {}
