package dev.backflow.api;

import dev.backflow.runs.LimitException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** Kinds of problems: each is named by the address that explains it. What HTTP itself defines has no type of its own. */
enum ProblemType {
    INVALID_BODY(
            HttpStatus.BAD_REQUEST,
            "The body was refused",
            "Something in the body is wrong, or more than this service allows. Mend what errors names and send it again."),
    INVALID_PARAMETER(
            HttpStatus.BAD_REQUEST,
            "A query parameter was refused",
            "A query parameter is unknown, missing, given twice, or has a value that it cannot have."),
    INVALID_HEADER(HttpStatus.BAD_REQUEST, "A header was refused", "A header has a value that it cannot have."),
    INVALID_CSV(
            HttpStatus.BAD_REQUEST,
            "The file was refused",
            "The uploaded file is no CSV with a header; detail names line and column."),
    UNAUTHENTICATED(
            HttpStatus.UNAUTHORIZED,
            "Who are you?",
            "Send Authorization: Bearer and a token that is valid; an admin makes one with POST /api/v1/tokens, or the"
                    + " issuer that this service trusts does."),
    FORBIDDEN(
            HttpStatus.FORBIDDEN,
            "Not with this role",
            "The operation takes a higher role than the caller has: read, submit and admin each include those before."),
    FOREIGN_PAGE(
            HttpStatus.FORBIDDEN,
            "From a web page of others",
            "A browser sent the request for a web page that is not this service's. Its operator can list that page's"
                    + " origin in backflow.access.origins."),
    MISDIRECTED(
            HttpStatus.MISDIRECTED_REQUEST,
            "Not the name of this service",
            "The request asks for a host that this service is not known to be. Ask for localhost or an address in"
                    + " digits, or let its operator list the name in backflow.access.hosts."),
    OWNER_LIMIT(
            HttpStatus.TOO_MANY_REQUESTS,
            "More than one owner may have",
            "The caller has too many active runs, stores too much, or asks too often; limit, actual and maximum say"
                    + " which. Try again after Retry-After seconds."),
    NO_SUCH_TOKEN(HttpStatus.NOT_FOUND, "No such token", "No token has this id, or it was revoked."),
    NO_SUCH_RUN(HttpStatus.NOT_FOUND, "No such run", "No run has this id, or it was deleted."),
    NO_SUCH_EXPERIMENT(HttpStatus.NOT_FOUND, "No such experiment", "No experiment has this id, or it was deleted."),
    NO_SUCH_PRESET(HttpStatus.NOT_FOUND, "No such preset", "No preset has this name; list them for the names."),
    NO_SUCH_FIGURE(HttpStatus.NOT_FOUND, "No such figure", "No figure has this name; a run lists those that it has."),
    NO_SUCH_DATASET(HttpStatus.NOT_FOUND, "No such data set", "No uploaded data set has this id, or it was deleted."),
    NO_SUCH_PROBLEM(HttpStatus.NOT_FOUND, "No such type of problem", "No type of problem has this name."),
    CONFLICT(
            HttpStatus.CONFLICT,
            "Not in this state",
            "The run or experiment is not in a state in which that can be done; detail says what to wait for or to do first."),
    IN_USE(HttpStatus.CONFLICT, "In use", "What is to be deleted is what runs were trained on. Delete them first."),
    PRECONDITION_FAILED(
            HttpStatus.PRECONDITION_FAILED,
            "Not what it was taken for",
            "If-Match or If-None-Match do not hold: somebody else has changed the run. Read it again and decide anew."),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large", "The body is longer than the limits allow."),
    BODY_TOO_SLOW(
            HttpStatus.REQUEST_TIMEOUT,
            "The body is too slow",
            "The body did not arrive within the time that the limits allow. Nothing was stored; send the request again."),
    KEY_REUSED(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The key belongs to another request",
            "The Idempotency-Key was sent with another request before. Send a new request with a new key."),
    TOO_MANY_REQUESTS(
            HttpStatus.TOO_MANY_REQUESTS,
            "Too many requests at the same time",
            "This client has as many streams, waiting requests or unfinished bodies open as one may. Close some, or try"
                    + " again after Retry-After seconds."),
    BUSY(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Too many clients at the same time",
            "All clients together have as many streams, waiting requests or unfinished bodies open as this node takes."
                    + " Try again after Retry-After seconds."),
    QUEUE_FULL(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The queue is full",
            "As many runs wait as may. Nothing was stored; try again after Retry-After seconds."),
    DATABASE_UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The database is away",
            "The database cannot be reached or takes no more data. Nobody knows whether the request was stored: send it"
                    + " again after Retry-After seconds, best with an Idempotency-Key."),
    BEGUN_ANEW(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The run was begun anew",
            "Another worker has taken the run over while it was read, so that some of what it had recorded was missing."
                    + " Try again after Retry-After seconds."),
    INTERNAL_ERROR(
            HttpStatus.INTERNAL_SERVER_ERROR, "Internal error", "The service has a fault; its log says what it is.");

    static final String PATH = "/api/v1/problems";

    private final HttpStatus status;
    private final String title;
    private final String meaning;

    ProblemType(HttpStatus status, String title, String meaning) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
    }

    HttpStatus status() {
        return status;
    }

    String title() {
        return title;
    }

    String meaning() {
        return meaning;
    }

    /** Its name in addresses, such as {@code invalid-body}. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The address that explains it, as {@code type} of a problem has it. */
    URI uri() {
        return URI.create(PATH + "/" + wireName());
    }

    /** Says which limit is exceeded, by how much. */
    ProblemDetail exceeded(LimitException exceeded) {
        ProblemDetail problem = problem(exceeded.getMessage());
        problem.setProperty("limit", exceeded.limit());
        problem.setProperty("actual", exceeded.actual());
        problem.setProperty("maximum", exceeded.maximum());
        return problem;
    }

    /** @param detail what is wrong this time */
    ProblemDetail problem(@Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(uri());
        problem.setTitle(title);
        return problem;
    }
}
