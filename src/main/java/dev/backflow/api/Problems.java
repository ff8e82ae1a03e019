package dev.backflow.api;

import dev.backflow.datasets.BadCsvException;
import dev.backflow.experiments.ExperimentConflictException;
import dev.backflow.experiments.NoSuchExperimentException;
import dev.backflow.figures.NoSuchFigureException;
import dev.backflow.recording.BadQueryException;
import dev.backflow.runs.KeyReusedException;
import dev.backflow.runs.NoSuchPresetException;
import dev.backflow.runs.NoSuchRunException;
import dev.backflow.runs.QueueFullException;
import dev.backflow.runs.RunConflictException;
import dev.backflow.spec.Fault;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecProblem;
import dev.backflow.uploads.NoSuchUploadException;
import dev.backflow.uploads.UploadInUseException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Turns what went wrong into problems (RFC 9457). {@code errors} says, for each thing that is wrong, where it stands
 * ({@code pointer} into the body or query {@code parameter}), the {@code value} that was refused and, in {@code
 * detail}, what would be right.
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** What says all there is to say by its message. */
    private static final Map<Class<? extends Exception>, ProblemType> PLAIN = Map.ofEntries(
            Map.entry(NoSuchRunException.class, ProblemType.NO_SUCH_RUN),
            Map.entry(NoSuchExperimentException.class, ProblemType.NO_SUCH_EXPERIMENT),
            Map.entry(ExperimentConflictException.class, ProblemType.CONFLICT),
            Map.entry(NoSuchPresetException.class, ProblemType.NO_SUCH_PRESET),
            Map.entry(NoSuchFigureException.class, ProblemType.NO_SUCH_FIGURE),
            Map.entry(NoSuchUploadException.class, ProblemType.NO_SUCH_DATASET),
            Map.entry(NoSuchProblemException.class, ProblemType.NO_SUCH_PROBLEM),
            Map.entry(BodyTooSlowException.class, ProblemType.BODY_TOO_SLOW),
            Map.entry(RunConflictException.class, ProblemType.CONFLICT),
            Map.entry(UploadInUseException.class, ProblemType.IN_USE),
            Map.entry(KeyReusedException.class, ProblemType.KEY_REUSED),
            Map.entry(PreconditionFailedException.class, ProblemType.PRECONDITION_FAILED));

    private final Recordings recordings;

    Problems(Recordings recordings) {
        this.recordings = recordings;
    }

    @ExceptionHandler({
        NoSuchRunException.class,
        NoSuchExperimentException.class,
        ExperimentConflictException.class,
        NoSuchPresetException.class,
        NoSuchFigureException.class,
        NoSuchUploadException.class,
        NoSuchProblemException.class,
        BodyTooSlowException.class,
        RunConflictException.class,
        UploadInUseException.class,
        KeyReusedException.class,
        PreconditionFailedException.class
    })
    ProblemDetail plain(Exception exception) {
        return Objects.requireNonNull(PLAIN.get(exception.getClass())).problem(exception.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> queueFull(QueueFullException full) {
        return later(10, ProblemType.QUEUE_FULL.exceeded(full));
    }

    @ExceptionHandler
    ProblemDetail tooLarge(BodyTooLargeException refused) {
        return ProblemType.BODY_TOO_LARGE.exceeded(refused);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> quotaExceeded(QuotaExceededException exceeded) {
        return later(5, exceeded.type().exceeded(exceeded));
    }

    @ExceptionHandler
    ProblemDetail refusedSpec(RefusedSpecException refused) {
        ProblemDetail problem = ProblemType.INVALID_BODY.problem(null);
        problem.setDetail(refused.problems().stream()
                .map(error -> sentence(
                        error.pointer().isEmpty() ? "The body" : error.pointer(), error.value(), error.detail()))
                .collect(Collectors.joining(" ", "", more(refused.more()))));
        problem.setProperty(
                "errors", refused.problems().stream().map(ProblemPart::of).toList());
        return problem;
    }

    private static String more(int problems) {
        return problems == 0 ? "" : " And " + problems + " more.";
    }

    @ExceptionHandler
    ProblemDetail badQuery(BadQueryException bad) {
        ProblemDetail problem =
                ProblemType.INVALID_PARAMETER.problem(sentence(bad.parameter(), bad.value(), bad.getMessage()));
        problem.setProperty("errors", List.of(ProblemPart.of(bad)));
        return problem;
    }

    /** Of Tomcat: percent signs without two digits, bytes that are no UTF-8, a parameter without a name. */
    @ExceptionHandler
    ProblemDetail unreadableQuery(InvalidParameterException unreadable) {
        String detail =
                "The query string must consist of name=value, in UTF-8, with percent signs before two digits each.";
        return ProblemType.INVALID_PARAMETER.problem(detail);
    }

    @ExceptionHandler
    ProblemDetail badCsv(BadCsvException bad) {
        ProblemDetail problem = ProblemType.INVALID_CSV.problem(
                sentence("Line " + bad.line() + ", column " + bad.column(), bad.value(), bad.getMessage()));
        problem.setProperty("errors", List.of(ProblemPart.of(bad)));
        return problem;
    }

    @ExceptionHandler
    ProblemDetail badHeader(BadHeaderException bad) {
        String detail = sentence("The header " + bad.header(), bad.value(), bad.getMessage());
        return ProblemType.INVALID_HEADER.problem(detail);
    }

    /** Reads of what is there and writes alike: nothing that is not acknowledged has been done for sure. */
    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        RecoverableDataAccessException.class,
        TransactionException.class,
        UncategorizedDataAccessException.class
    })
    ResponseEntity<ProblemDetail> databaseAway(Exception away) {
        LOG.warn("The database is away: {}", away.getMessage());
        String detail =
                "The database cannot be reached or takes no more data; send the request again later, best with an"
                        + " Idempotency-Key.";
        return later(5, ProblemType.DATABASE_UNAVAILABLE.problem(detail));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> begunAnew(BegunAnewException anew) {
        return later(1, ProblemType.BEGUN_ANEW.problem(anew.getMessage()));
    }

    private static ResponseEntity<ProblemDetail> later(int seconds, ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds))
                .body(problem);
    }

    /**
     * What has begun is cut off, so that it does not look complete; a client that went away is no failure. Nor is a run
     * that was deleted while it was read, wherever the reading came to its end.
     */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception unexpected, HttpServletResponse response) throws Exception {
        if (response.isCommitted()) {
            LOG.debug("An answer was cut off", unexpected);
            throw unexpected;
        }
        Optional<RuntimeException> lost = recordings.lost();
        if (lost.isPresent()) {
            return lost.get() instanceof BegunAnewException anew
                    ? begunAnew(anew)
                    : ResponseEntity.of(plain(lost.get())).build();
        }
        LOG.error("A request failed", unexpected);
        return ResponseEntity.of(ProblemType.INTERNAL_ERROR.problem("The service failed; its log says why."))
                .build();
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String parameter = mismatch instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(mismatch.getPropertyName());
        String value = String.valueOf(mismatch.getValue());
        return ResponseEntity.badRequest()
                .body(badQuery(new BadQueryException(parameter, value, expected(mismatch.getRequiredType()))));
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        MethodParameter parameter = missing.getMethodParameter();
        Class<?> type = parameter == null ? null : parameter.getParameterType();
        return ResponseEntity.badRequest()
                .body(badQuery(new BadQueryException(
                        Fault.REQUIRED, missing.getParameterName(), null, "is required and " + expected(type))));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unread, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (unread.getCause() != null) {
            return super.handleHttpMessageNotReadable(unread, headers, status, request);
        }
        SpecProblem missing = SpecProblem.of(Fault.REQUIRED, "", null, "is required");
        return ResponseEntity.badRequest().body(refusedSpec(new RefusedSpecException(List.of(missing))));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        HttpHeaders typed = new HttpHeaders(headers);
        typed.setContentType(MediaType.APPLICATION_PROBLEM_JSON); // also where the client does not accept it
        return super.handleExceptionInternal(exception, body, typed, status, request);
    }

    private static String expected(@Nullable Class<?> type) {
        if (type != null && type.isEnum()) {
            return "must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        return type == boolean.class ? "must be true or false" : "must be a whole number";
    }

    /**
     * @param detail what is wrong and what would be right, as the sentence goes on after the place and what was sent
     *     there
     */
    private static String sentence(String place, @Nullable String value, @Nullable String detail) {
        return place + (value == null ? " " : " (" + value + ") ") + detail + ".";
    }
}
