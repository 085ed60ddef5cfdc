package io.github.macvtaplab.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Mark a class of tests that need the lab. Its tests get a {@link Bench} as parameter, and belong to a {@link Claim}. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("lab")
@Tag("standard")
@ResourceLock("lab")
@ExtendWith({AskedClaims.class, LabExtension.class})
public @interface LabTest {}
