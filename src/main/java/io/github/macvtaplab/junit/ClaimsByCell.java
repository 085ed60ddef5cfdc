package io.github.macvtaplab.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Say that the tests of a class assert cells of the reachability matrix, and that each cell names the claims that it bears on.
 * Stands in the place of {@link Claim}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ClaimsByCell {}
