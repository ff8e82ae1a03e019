package dev.backflow.spec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;

/** Changed copies of records that have too many components to list them all. */
public final class Records {

    /** What is known of a class of records; looking it up is slow. */
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private record Shape(RecordComponent[] components, Constructor<?> constructor) {

        static Shape of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                return new Shape(components, type.getDeclaredConstructor(types));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e); // every record has it
            }
        }
    }

    private Records() {}

    /**
     * The same record but for the components that are named, checked by its constructor as any other.
     *
     * @param changes values by the names of components in Java; a value may be null
     */
    public static <T extends Record> T with(T record, Map<String, ?> changes) {
        Shape shape = SHAPES.get(record.getClass());
        Object[] values = new Object[shape.components().length];
        try {
            for (int i = 0; i < values.length; i++) {
                String name = shape.components()[i].getName();
                boolean changed = changes.containsKey(name);
                values[i] = changed
                        ? changes.get(name)
                        : shape.components()[i].getAccessor().invoke(record);
            }
            @SuppressWarnings("unchecked")
            T copy = (T) shape.constructor().newInstance(values);
            return copy;
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
