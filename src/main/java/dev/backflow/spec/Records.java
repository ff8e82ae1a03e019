package dev.backflow.spec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What records are made of, remembered because looking it up is slow, and changed copies of those with many components. */
public final class Records {

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private record Shape(List<RecordComponent> components, Constructor<?> constructor) {

        static Shape of(Class<?> type) {
            List<RecordComponent> components = List.of(type.getRecordComponents());
            Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                components.forEach(each -> each.getAccessor().setAccessible(true));
                return new Shape(components, constructor);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e); // every record has it
            }
        }
    }

    private Records() {}

    /** The components of a class of records, in their order. */
    static List<RecordComponent> components(Class<?> type) {
        return SHAPES.get(type).components();
    }

    /** A record of these values, one for each component. */
    static Object construct(Class<?> type, @Nullable Object[] values) throws InvocationTargetException {
        try {
            return SHAPES.get(type).constructor().newInstance(values);
        } catch (InvocationTargetException e) {
            throw e;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be constructed", e);
        }
    }

    /** The value of a component. */
    static @Nullable Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    /** Whether records of this class have a component that is called so in Java. */
    public static boolean have(Class<?> type, String component) {
        return components(type).stream().anyMatch(each -> each.getName().equals(component));
    }

    /**
     * The same record but for the components that are named, checked by its constructor as any other.
     *
     * @param changes values by the names of components in Java; a value may be null
     */
    public static <T extends Record> T with(T record, Map<String, ?> changes) {
        Object[] values = components(record.getClass()).stream()
                .map(each -> changes.containsKey(each.getName()) ? changes.get(each.getName()) : value(each, record))
                .toArray();
        try {
            @SuppressWarnings("unchecked")
            T copy = (T) construct(record.getClass(), values);
            return copy;
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : new IllegalStateException(e);
        }
    }
}
