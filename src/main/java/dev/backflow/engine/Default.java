package dev.backflow.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value that a component of a spec takes when it is left out: Keras 3's, unless the component says otherwise. It is
 * the only place where defaults stand; reading, filling in and the catalog all take them from here.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {

    /** As it would be written in JSON; a bare word for anything with a {@code type}; {@code null} for "not set". */
    String value();
}
