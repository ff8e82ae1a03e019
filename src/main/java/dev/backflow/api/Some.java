package dev.backflow.api;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some fields of a view, which are written as those of the view itself.
 *
 * @param fields null for all
 */
public record Some<T>(T all, @Nullable Set<String> fields) {

    /** Those of each. */
    static <S, T> List<Some<T>> of(List<S> all, Function<S, T> view, @Nullable Set<String> fields) {
        return all.stream().map(each -> new Some<>(view.apply(each), fields)).toList();
    }
}
