package dev.backflow.api;

import dev.backflow.access.NoSuchTokenException;
import dev.backflow.api.access.ForeignPageException;
import dev.backflow.api.access.MisdirectedRequestException;
import dev.backflow.runs.OwnerLimitException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns into problems what callers may not do. Before {@link Problems}, which takes all that nobody else does. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class AccessProblems {

    @ExceptionHandler
    ProblemDetail unauthenticated(AuthenticationException unknown) {
        String detail = unknown instanceof OAuth2AuthenticationException refused
                ? refused.getError().getDescription()
                : "The request needs the header Authorization: Bearer and a token.";
        return ProblemType.UNAUTHENTICATED.problem(detail);
    }

    @ExceptionHandler
    ProblemDetail forbidden(AccessDeniedException denied) {
        String detail = "The operation takes a higher role than yours, which GET /api/v1/caller tells.";
        return ProblemType.FORBIDDEN.problem(detail);
    }

    @ExceptionHandler
    ProblemDetail misdirected(MisdirectedRequestException misdirected) {
        return ProblemType.MISDIRECTED.problem(misdirected.getMessage());
    }

    @ExceptionHandler
    ProblemDetail foreignPage(ForeignPageException foreign) {
        return ProblemType.FOREIGN_PAGE.problem(foreign.getMessage());
    }

    @ExceptionHandler
    ProblemDetail noSuchToken(NoSuchTokenException none) {
        return ProblemType.NO_SUCH_TOKEN.problem(none.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> ownerLimit(OwnerLimitException exceeded) {
        ProblemDetail problem = ProblemType.OWNER_LIMIT.exceeded(exceeded);
        return ResponseEntity.status(problem.getStatus())
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(exceeded.retrySeconds()))
                .body(problem);
    }
}
