package dev.backflow.spec;

import java.lang.reflect.RecordComponent;
import java.util.Locale;

/** What the parts of specs are called in JSON: snake_case, as Keras has them. */
public final class WireNames {

    private WireNames() {}

    /** The {@code type} of a record: {@code LeakyRelu} is {@code leaky_relu}. */
    public static String of(Class<?> type) {
        return snakeCase(type.getSimpleName());
    }

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    public static String of(RecordComponent component) {
        WireName given = component.getAnnotation(WireName.class);
        return given == null ? snakeCase(component.getName()) : given.value();
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("(?<!^)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
