package dev.backflow.runs;

import dev.backflow.engine.metrics.Metric;
import dev.backflow.recording.BadQueryException;
import dev.backflow.spec.Vocabulary;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Nulls;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * In which order runs are listed: by name, by when they finished, or by a number of their results. Runs that have no
 * such thing come last whichever way it goes, and runs of which it is equal newest first.
 *
 * @param by {@code name}, {@code finished}, {@code loss}, a metric, or one of the last two with {@code val_}
 * @param after the last run of the page before; null for the first page
 */
public record RunOrder(
        String by, boolean descending, @Nullable Place after) {

    private static final String NAME = "name";
    private static final String FINISHED = "finished";
    private static final String LOSS = "loss";
    private static final String VALIDATION = "val_";

    /**
     * A run's place in the order.
     *
     * @param key what runs are ordered by; null if the run has none
     */
    record Place(@Nullable Comparable<?> key, String id) {}

    /** All that runs can be listed by; each but the first two also with {@code val_} before it. */
    public static List<String> names() {
        return Stream.concat(Stream.of(NAME, FINISHED, LOSS), Vocabulary.members(Metric.class).keySet().stream())
                .toList();
    }

    /**
     * Reads an order as clients write it.
     *
     * @param sort a name, with − before it where the largest comes first
     * @param pageToken that the page before has given; null for the first page
     * @throws BadQueryException if there is no such order, or the token is of another
     */
    public static RunOrder of(String sort, @Nullable String pageToken) {
        boolean descending = sort.startsWith("-");
        String by = descending ? sort.substring(1) : sort;
        boolean result = names().indexOf(by.replaceFirst("^" + VALIDATION, "")) > 1;
        if (!result && !by.equals(NAME) && !by.equals(FINISHED)) {
            throw new BadQueryException(
                    "sort",
                    sort,
                    "must be one of " + String.join(", ", names())
                            + ", - before it where the largest comes first, val_ before what is measured on the"
                            + " validation examples");
        }
        RunOrder order = new RunOrder(by, descending, null);
        return pageToken == null ? order : new RunOrder(by, descending, order.place(pageToken));
    }

    private String written() {
        return (descending ? "-" : "") + by;
    }

    /** What comes after a run, for the next page. */
    String tokenAfter(Run run) {
        return token(key(run), run.id());
    }

    /** What comes after a place, opaque to clients. */
    public String token(@Nullable Object key, String id) {
        String text = written() + " " + id + (key == null ? "" : " " + key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Place place(String token) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(" ", 3);
            if (parts[0].equals(written())) {
                Comparable<?> key = parts.length < 3 ? null : read(parts[2]);
                return new Place(key, UUID.fromString(parts[1]).toString());
            }
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            // it is none of ours
        }
        throw new BadQueryException("page_token", token, "is not a page token of this list in this order");
    }

    private Comparable<?> read(String key) {
        return switch (by) {
            case NAME -> key;
            case FINISHED -> Instant.parse(key);
            default -> Double.valueOf(key);
        };
    }

    private @Nullable Object key(Run run) {
        return switch (by) {
            case NAME -> run.name();
            case FINISHED -> run.finishedAt().orElse(null);
            default -> run.result().map(this::number).orElse(null);
        };
    }

    private @Nullable Double number(String result) {
        JsonNode found = RunSpecs.tree(result).at("/" + String.join("/", path()));
        return found.isNumber() ? found.doubleValue() : null;
    }

    /** Of the number in a {@link RunResult}. */
    private List<String> path() {
        if (by.equals(LOSS)) {
            return List.of(LOSS);
        }
        return by.startsWith(VALIDATION)
                ? List.of("validation", by.substring(VALIDATION.length()))
                : List.of("metrics", by);
    }

    /** Orders a query, and begins after the last run of the page before. */
    Predicate applyTo(Root<Run> run, CriteriaQuery<?> query, CriteriaBuilder builder, ResultNumbers results) {
        return switch (by) {
            case NAME -> apply(run.get("name"), String.class, run, query, builder);
            case FINISHED -> apply(run.get("finishedAt"), Instant.class, run, query, builder);
            default -> apply(results.at(path(), run, builder), Double.class, run, query, builder);
        };
    }

    private <T extends Comparable<? super T>> Predicate apply(
            Expression<T> key, Class<T> type, Root<Run> run, CriteriaQuery<?> query, CriteriaBuilder builder) {
        Order order = descending ? builder.desc(key, Nulls.LAST) : builder.asc(key, Nulls.LAST);
        query.orderBy(order, builder.desc(run.get("id")));
        if (after == null) {
            return builder.conjunction();
        }
        Predicate older = builder.lessThan(run.get("id"), after.id());
        if (after.key() == null) {
            return builder.and(builder.isNull(key), older);
        }
        T last = type.cast(after.key());
        return builder.or(
                descending ? builder.lessThan(key, last) : builder.greaterThan(key, last),
                builder.and(builder.equal(key, last), older),
                builder.isNull(key));
    }
}
