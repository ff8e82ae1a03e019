package dev.backflow.experiments;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.backflow.series.Columns;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers for a while what experiments say, as far as memory allows. */
final class KeptAnswers {

    private static final int SHARE = 32;

    private final Cache<List<Object>, Object> answers = Caffeine.newBuilder()
            .maximumWeight(Runtime.getRuntime().maxMemory() / SHARE)
            .weigher((List<Object> key, Object answer) -> weight(answer))
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    /** What was made for this key; null if it is not remembered. */
    @SuppressWarnings("unchecked") // answers are always of the same type for the same key
    <T> @Nullable T known(List<Object> key) {
        return (T) answers.getIfPresent(key);
    }

    <T> T of(List<Object> key, Supplier<T> making) {
        T known = known(key);
        if (known != null) {
            return known;
        }
        T made = making.get();
        answers.put(key, made);
        return made;
    }

    /** Bytes in memory, about. */
    private static int weight(Object answer) {
        return answer instanceof Columns columns
                ? 8 * columns.rows() * (1 + columns.columns().size())
                : 1 << 19;
    }
}
