package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backflow.spec.WireNames;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.web.bind.annotation.RestController;

/** Words in queries are those of JSON, whatever the parameter. */
class WordsTest {

    private final DefaultFormattingConversionService words = new DefaultFormattingConversionService();

    WordsTest() {
        new WebConfiguration().addFormatters(words);
    }

    static Stream<Class<?>> choices() {
        ClassPathScanningCandidateComponentProvider controllers =
                new ClassPathScanningCandidateComponentProvider(false);
        controllers.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        return controllers.findCandidateComponents("dev.backflow.api").stream()
                .flatMap(controller -> methods(controller.getBeanClassName()))
                .flatMap(method -> Arrays.stream(method.getParameterTypes()))
                .filter(Class::isEnum)
                .distinct();
    }

    private static Stream<Method> methods(String controller) {
        try {
            return Arrays.stream(Class.forName(controller).getDeclaredMethods());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("choices")
    void areUnderstood(Class<?> choice) {
        for (Object constant : choice.getEnumConstants()) {
            assertThat((Object) words.convert(WireNames.of((Enum<?>) constant), choice))
                    .isEqualTo(constant);
        }
        assertThatThrownBy(() -> words.convert("soul", choice)).isInstanceOf(ConversionFailedException.class);
    }
}
