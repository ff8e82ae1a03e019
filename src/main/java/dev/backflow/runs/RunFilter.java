package dev.backflow.runs;

import dev.backflow.access.Caller;
import dev.backflow.spec.GivenName;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/**
 * Which runs are listed; what is null or empty does not restrict.
 *
 * @param state the state they are in
 * @param experiment whose runs, {@link #OF_NO_EXPERIMENT} or {@link #OF_ANY}
 * @param name what their name contains, in any case
 * @param labels which they all have
 * @param olderThan the last run of the page before, or null for the newest
 */
public record RunFilter(
        @Nullable RunState state,
        String experiment,
        @Nullable String name,
        Map<String, String> labels,
        @Nullable PageToken olderThan) {

    public static final String OF_NO_EXPERIMENT = "none";
    public static final String OF_ANY = "any";

    /** Only what the caller sees. */
    Specification<Run> specification(Caller caller) {
        return (run, query, builder) -> {
            List<Predicate> all = new ArrayList<>();
            if (!caller.isAdmin()) {
                all.add(builder.equal(run.get("owner"), caller.owner()));
            }
            if (state != null) {
                all.add(builder.equal(run.get("state"), state));
            }
            if (!experiment.equals(OF_ANY)) {
                Path<String> of = run.get("membership").get("experimentId");
                all.add(experiment.equals(OF_NO_EXPERIMENT) ? builder.isNull(of) : builder.equal(of, experiment));
            }
            if (name != null) {
                String escaped = GivenName.normal(name).replaceAll("([%_\\\\])", "\\\\$1");
                Expression<String> pattern = builder.lower(builder.literal("%" + escaped + "%"));
                all.add(builder.like(builder.lower(run.get("name")), pattern, '\\'));
            }
            labels.forEach((key, value) -> all.add(hasLabel(run, builder, key, value)));
            if (olderThan != null) {
                all.add(older(run, builder, olderThan));
            }
            return builder.and(all.toArray(Predicate[]::new));
        };
    }

    private static Predicate hasLabel(Root<Run> run, CriteriaBuilder builder, String key, String value) {
        var label = run.<Run, String, String>joinMap("labels");
        return builder.and(builder.equal(label.key(), key), builder.equal(label.value(), GivenName.normal(value)));
    }

    private static Predicate older(Root<Run> run, CriteriaBuilder builder, PageToken last) {
        return builder.or(
                builder.lessThan(run.get("submittedAt"), last.submittedAt()),
                builder.and(
                        builder.equal(run.get("submittedAt"), last.submittedAt()),
                        builder.lessThan(run.get("id"), last.id())));
    }
}
