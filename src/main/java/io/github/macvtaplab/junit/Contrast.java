package io.github.macvtaplab.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Say of a test that it shows something else than MacVTap beside it, for contrast. Where it fails, its claim keeps its verdict, and a
 * remark says that the contrast is not shown.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Contrast {}
