package dev.backflow.api;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Lets nothing be answered that was read of a run while it was deleted or begun anew: each part is read by itself, so
 * some would be missing.
 */
@ControllerAdvice
class WholeAnswers implements ResponseBodyAdvice<Object> {

    private final Recordings recordings;

    WholeAnswers(Recordings recordings) {
        this.recordings = recordings;
    }

    @Override
    public boolean supports(MethodParameter method, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter method,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        return body == null || body instanceof ProblemDetail ? body : recordings.whole(body);
    }
}
