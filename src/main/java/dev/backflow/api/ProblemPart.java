package dev.backflow.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.backflow.datasets.BadCsvException;
import dev.backflow.recording.BadQueryException;
import dev.backflow.spec.Fault;
import dev.backflow.spec.SpecProblem;
import dev.backflow.spec.WireNames;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a problem's {@code errors}: one thing that is wrong. One of the first three says where.
 *
 * @param pointer into the body
 * @param parameter of the query
 * @param line of the file, from 1, with the {@code column} of the table, from 1
 * @param value what was sent there, which is null where nothing was
 * @param code the {@link Fault}
 * @param limit that is exceeded, if one is, with {@code actual} and {@code maximum}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemPart(
        @Nullable String pointer,
        @Nullable String parameter,
        @Nullable Long line,
        @Nullable Integer column,
        @JsonInclude @Nullable String value,
        @Nullable String detail,
        String code,
        @Nullable String limit,
        @Nullable Long actual,
        @Nullable Long maximum) {

    static ProblemPart of(SpecProblem problem) {
        return new ProblemPart(
                problem.pointer(),
                null,
                null,
                null,
                problem.value(),
                problem.detail(),
                WireNames.of(problem.fault()),
                problem.limit(),
                problem.actual(),
                problem.maximum());
    }

    static ProblemPart of(BadQueryException bad) {
        Long maximum = bad.maximum();
        return new ProblemPart(
                null,
                bad.parameter(),
                null,
                null,
                bad.value(),
                bad.getMessage(),
                WireNames.of(bad.fault()),
                maximum == null ? null : bad.parameter(),
                maximum == null ? null : Long.valueOf(String.valueOf(bad.value())),
                maximum);
    }

    static ProblemPart of(BadCsvException bad) {
        String code = WireNames.of(Fault.SYNTAX);
        return new ProblemPart(
                null, null, bad.line(), bad.column(), bad.value(), bad.getMessage(), code, null, null, null);
    }
}
