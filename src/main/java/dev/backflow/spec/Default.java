package dev.backflow.spec;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value that a component of a spec takes when it is left out: Keras 3's, unless the component says otherwise. It is
 * the only place where defaults stand; reading, filling in and the catalog all take them from here.
 *
 * <p>On an {@link Unwrapped} component it is an object, whose values stand in for the defaults of that part's own
 * components.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {

    /** As it would be written in JSON; a bare word for anything with a {@code type}; {@code null} for "not set". */
    String value();

    /** The same in {@link Dialect#TF2}, where it differs. */
    String tf2() default "";

    /** The same in {@link Dialect#PYTORCH}, where it differs. */
    String pytorch() default "";
}
