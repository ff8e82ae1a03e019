package dev.backflow.api;

import dev.backflow.recording.BadQueryException;
import dev.backflow.spec.Fault;
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
 * Refuses query parameters that the operation does not have, that are empty, or that it has once and was given twice:
 * neither a mistyped one nor a forgotten or second value must be silently ignored.
 */
class KnownParametersOnly implements HandlerInterceptor {

    /** By name, whether it may be repeated. */
    private final Map<HandlerMethod, Map<String, Boolean>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            Map<String, Boolean> names = known.computeIfAbsent(method, KnownParametersOnly::names);
            request.getParameterMap().forEach((name, values) -> check(names, name, values));
        }
        return true;
    }

    private static void check(Map<String, Boolean> names, String name, String[] values) {
        Boolean repeated = names.get(name);
        if (repeated == null) {
            String known = names.isEmpty() ? "it has none" : "known are " + String.join(", ", names.keySet());
            throw new BadQueryException(Fault.UNKNOWN, name, values[0], "is not a parameter here; " + known);
        }
        for (String value : values) {
            refuseUnreadable(name, value);
        }
        if (values.length > 1 && !repeated) {
            String all = String.join(", ", values);
            throw new BadQueryException(Fault.REPEATED, name, all, "takes one value; ask for each by itself");
        }
    }

    private static void refuseUnreadable(String name, String value) {
        if (value.isEmpty()) {
            throw new BadQueryException(name, value, "must not be empty; leave the parameter out");
        }
        if (value.indexOf(0) >= 0) { // PostgreSQL has no texts with it, so nothing can be found by one
            throw new BadQueryException(name, value, "must not contain the character U+0000");
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
