package dev.backflow.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Takes {@code q=0} in {@code Accept} for what it means (RFC 9110, 12.4.2): not this. Spring takes it for the last wish.
 * Where there is a choice, caches are told that the answer varies with it.
 */
class RefusedTypes implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeNotAcceptableException {
        if (handler instanceof HandlerMethod method && hasChoice(method)) {
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        }
        if (request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) instanceof Collection<?> made) {
            List<MediaType> types = made.stream().map(MediaType.class::cast).toList();
            List<MediaType> accepted =
                    MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
            if (types.stream().allMatch(type -> isRefused(type, accepted))) {
                throw new HttpMediaTypeNotAcceptableException(types);
            }
        }
        return true;
    }

    private static boolean hasChoice(HandlerMethod method) {
        GetMapping get = method.getMethodAnnotation(GetMapping.class);
        return get != null && get.produces().length > 1;
    }

    /** The range that says most about a type decides. */
    private static boolean isRefused(MediaType type, List<MediaType> accepted) {
        return accepted.stream()
                .filter(range -> range.includes(type))
                .max(Comparator.comparing((MediaType range) -> !range.isWildcardType())
                        .thenComparing(range -> !range.isWildcardSubtype()))
                .map(range -> range.getQualityValue() == 0)
                .orElse(false);
    }
}
