package dev.backflow.spec;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the parts of specs are called in JSON: snake_case, as Keras has them. */
public final class WireNames {

    private static final ClassValue<String> TYPES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return snakeCase(type.getSimpleName());
        }
    };

    private static final ClassValue<Map<String, String>> COMPONENTS = new ClassValue<>() {
        @Override
        protected Map<String, String> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .collect(Collectors.toUnmodifiableMap(RecordComponent::getName, WireNames::named));
        }
    };

    private WireNames() {}

    /** The {@code type} of a record: {@code LeakyRelu} is {@code leaky_relu}. */
    public static String of(Class<?> type) {
        return TYPES.get(type);
    }

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    public static String of(RecordComponent component) {
        return Objects.requireNonNull(
                COMPONENTS.get(component.getDeclaringRecord()).get(component.getName()));
    }

    private static String named(RecordComponent component) {
        WireName given = component.getAnnotation(WireName.class);
        return given == null ? snakeCase(component.getName()) : given.value();
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("(?<!^)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
