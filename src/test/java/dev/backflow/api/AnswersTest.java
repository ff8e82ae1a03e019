package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What goes over the wire: views, which live where HTTP does, so that a field added to a record elsewhere changes no
 * answer; and what can be read from JSON, written as it would be read.
 */
class AnswersTest {

    /** Written by {@link SpecJson} and {@link ColumnsJson}; and limits, by the names with which they are set. */
    private static final Set<String> WRITTEN = Set.of(
            "dev.backflow.runs.RunRequest",
            "dev.backflow.experiments.ExperimentRequest",
            "dev.backflow.recording.Outline",
            "dev.backflow.series.Columns",
            "dev.backflow.runs.Limits$View");

    /** Computed for nothing but answers, and what they are made of. */
    private static final Pattern OF_EXPERIMENTS = Pattern.compile(
            "dev\\.backflow\\.(experiments\\.(Summary|Comparison|Estimate|JudgedClaim)|cures\\.CureAnswer)(\\$.*)?");

    @Test
    void answersAreMadeOfViews() throws ClassNotFoundException {
        ClassPathScanningCandidateComponentProvider controllers =
                new ClassPathScanningCandidateComponentProvider(false);
        controllers.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        Deque<Type> left = new ArrayDeque<>();
        for (var controller : controllers.findCandidateComponents("dev.backflow")) {
            Stream.of(Class.forName(controller.getBeanClassName()).getDeclaredMethods())
                    .filter(AnswersTest::isMapped)
                    .map(Method::getGenericReturnType)
                    .forEach(left::add);
        }
        assertThat(left).hasSizeGreaterThan(15);
        Set<String> seen = new HashSet<>();
        while (!left.isEmpty()) {
            Type type = left.pop();
            if (type instanceof ParameterizedType generic) {
                left.addAll(List.of(generic.getActualTypeArguments()));
                left.push(generic.getRawType());
            } else if (type instanceof GenericArrayType array) {
                left.push(array.getGenericComponentType());
            } else if (type instanceof Class<?> simple && simple.isArray()) {
                left.push(simple.getComponentType());
            } else if (type instanceof Class<?> simple
                    && simple.getName().startsWith("dev.backflow")
                    && !WRITTEN.contains(simple.getName())
                    && seen.add(simple.getName())
                    && simple.isRecord()) {
                Arrays.stream(simple.getRecordComponents())
                        .map(RecordComponent::getGenericType)
                        .forEach(left::push);
            }
        }
        assertThat(seen)
                .hasSizeGreaterThan(10)
                .allMatch(name -> name.startsWith("dev.backflow.api.")
                        || OF_EXPERIMENTS.matcher(name).matches());
    }

    private static boolean isMapped(Method method) {
        return Stream.of(method.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(RequestMapping.class));
    }
}
