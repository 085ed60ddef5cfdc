package io.github.macvtaplab.junit;

import io.github.macvtaplab.model.ClaimId;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Say which claim of the register a test, or every test of a class, is about. A method's goes before its class's. */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Claim {
    /** The claim. */
    ClaimId value();
}
