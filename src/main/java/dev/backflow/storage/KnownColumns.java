package dev.backflow.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Keeps the columns that were read last, so that of a run that still trains only what was stored since is read and
 * decoded. Within one attempt at a run its records only grow.
 */
final class KnownColumns {

    private final Cache<Object, RecordedColumns> known;

    KnownColumns(long mostBytes) {
        known = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((Object key, RecordedColumns columns) -> (int) Math.min(Integer.MAX_VALUE, columns.bytes()))
                .expireAfterAccess(Duration.ofMinutes(1))
                .executor(Runnable::run)
                .build();
    }

    /** @param growing adds to columns what was stored after their last place */
    RecordedColumns grown(Object key, UnaryOperator<RecordedColumns> growing) {
        RecordedColumns before = known.get(key, absent -> RecordedColumns.NONE);
        RecordedColumns now = growing.apply(before);
        known.put(key, now);
        return now;
    }
}
