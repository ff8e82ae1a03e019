package dev.backflow.api;

import dev.backflow.recording.BadQueryException;
import dev.backflow.spec.Vocabulary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query parameter {@code fields}: which fields of what is listed are wanted. */
final class Fields {

    private Fields() {}

    /**
     * Null for all.
     *
     * @throws BadQueryException if the view does not have one of them
     */
    static @Nullable Set<String> of(Class<?> view, @Nullable List<String> wanted) {
        if (wanted == null) {
            return null;
        }
        Set<String> known = Vocabulary.fields(view).keySet();
        for (String field : wanted) {
            if (!known.contains(field)) {
                throw new BadQueryException("fields", field, "is no field here; known are " + String.join(", ", known));
            }
        }
        return new LinkedHashSet<>(wanted);
    }
}
