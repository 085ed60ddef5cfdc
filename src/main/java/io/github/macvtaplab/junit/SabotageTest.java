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
 * Mark a class of tests that break the embedded lab on purpose, to see that the suite notices. They get a {@link Bench} and bear on
 * no claim: what a broken lab shows is not to be mixed with what a whole one shows.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("lab")
@Tag("sabotage")
@ResourceLock("lab")
@ExtendWith(LabExtension.class)
public @interface SabotageTest {}
