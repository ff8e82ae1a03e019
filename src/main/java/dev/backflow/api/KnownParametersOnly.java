package dev.backflow.api;

import dev.backflow.recording.BadQueryException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that the operation does not have, or has once and was given twice: neither a mistyped one
 * nor a second value must be silently ignored.
 */
class KnownParametersOnly implements HandlerInterceptor {

    /** By name, whether it may be repeated. */
    private final Map<HandlerMethod, Map<String, Boolean>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            Map<String, Boolean> names = known.computeIfAbsent(method, KnownParametersOnly::names);
            for (Map.Entry<String, String[]> parameter :
                    request.getParameterMap().entrySet()) {
                String[] values = parameter.getValue();
                if (!names.containsKey(parameter.getKey())) {
                    String known = names.isEmpty() ? "it has none" : "known are " + String.join(", ", names.keySet());
                    throw new BadQueryException(parameter.getKey(), values[0], "is not a parameter here; " + known);
                }
                refuseUnstorable(parameter.getKey(), values);
                if (values.length > 1 && !names.get(parameter.getKey())) {
                    throw new BadQueryException(
                            parameter.getKey(), String.join(", ", values), "takes one value; ask for each by itself");
                }
            }
        }
        return true;
    }

    /** PostgreSQL has no texts with this character in them, so nothing can be found by one. */
    private static void refuseUnstorable(String parameter, String[] values) {
        for (String value : values) {
            if (value.indexOf(0) >= 0) {
                throw new BadQueryException(parameter, value, "must not contain the character U+0000");
            }
        }
    }

    private static Map<String, Boolean> names(HandlerMethod method) {
        Map<String, Boolean> names = new TreeMap<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            if (parameter.hasParameterAnnotation(RequestParam.class)) {
                names.put(name(parameter), Collection.class.isAssignableFrom(parameter.getParameterType()));
            }
        }
        return names;
    }

    private static String name(MethodParameter parameter) {
        RequestParam given = parameter.getParameterAnnotation(RequestParam.class);
        return given == null || given.name().isEmpty()
                ? parameter.getParameter().getName()
                : given.name();
    }
}
