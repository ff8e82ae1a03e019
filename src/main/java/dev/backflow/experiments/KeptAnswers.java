package dev.backflow.experiments;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.backflow.series.Columns;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Remembers for a while what experiments say, as far as memory allows. */
final class KeptAnswers {

    private static final int SHARE = 32;

    private final Cache<List<Object>, Object> answers = Caffeine.newBuilder()
            .maximumWeight(Runtime.getRuntime().maxMemory() / SHARE)
            .weigher((List<Object> key, Object answer) -> weight(answer))
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    /** @param making of answers that are always of the same type for the same key */
    <T> T of(List<Object> key, Supplier<T> making) {
        Object known = answers.getIfPresent(key);
        if (known == null) {
            known = making.get();
            answers.put(key, known);
        }
        @SuppressWarnings("unchecked") // it was put there for this key
        T answer = (T) known;
        return answer;
    }

    /** Bytes in memory, about. */
    private static int weight(Object answer) {
        return answer instanceof Columns columns
                ? 8 * columns.rows() * (1 + columns.columns().size())
                : 1 << 19;
    }
}
