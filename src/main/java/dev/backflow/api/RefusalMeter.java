package dev.backflow.api;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Counts for operators the problems that are answered, by their type; those of HTTP itself by their status. */
@RestControllerAdvice
class RefusalMeter implements ResponseBodyAdvice<Object> {

    private final MeterRegistry registry;

    RefusalMeter(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof ProblemDetail problem) {
            registry.counter("backflow.refusals", "type", type(problem)).increment();
        }
        return body;
    }

    private static String type(ProblemDetail problem) {
        URI type = problem.getType();
        String path = type == null ? null : type.getPath();
        return path == null ? "http-" + problem.getStatus() : path.substring(path.lastIndexOf('/') + 1);
    }
}
