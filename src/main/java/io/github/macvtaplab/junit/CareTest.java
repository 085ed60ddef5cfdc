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
 * Mark a class that takes care of a lab: it looks at it, or puts it back, and tests nothing else. Its tests get a {@link Bench} and bear
 * on no claim. Another tag says in which suite it is.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("lab")
@ResourceLock("lab")
@ExtendWith(LabExtension.class)
public @interface CareTest {}
