package io.github.macvtaplab.junit;

import io.github.macvtaplab.model.LabPart;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Say that the tests of a class need parts that a lab can be without: there they are skipped, with the reason. A test that belongs to
 * a {@link Claim} needs what its claim needs, without a word.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface NeedsPart {
    /** The parts. */
    LabPart[] value();
}
