package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.runs.Limits;
import dev.backflow.spec.WireNames;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** Every limit that can be set is listed. */
class LimitsListTest {

    static Stream<RecordComponent> limits() {
        return Stream.of(Limits.class.getRecordComponents());
    }

    @ParameterizedTest
    @MethodSource("limits")
    void isListed(RecordComponent limit) {
        assertThat(listed(Map.of("backflow.limits." + setting(limit), another(limit.getType()))))
                .isNotEqualTo(listed(Map.of()));
    }

    private static String setting(RecordComponent limit) {
        String name = WireNames.of(limit).replace('_', '-');
        return limit.getType().isRecord() ? name + "." + setting(limit.getType().getRecordComponents()[0]) : name;
    }

    private static String another(Class<?> type) {
        if (type == Duration.class) {
            return "7h";
        }
        return type == DataSize.class ? "7MB" : "7";
    }

    private static Limits.View listed(Map<String, String> settings) {
        return new LimitsController(new Binder(new MapConfigurationPropertySource(settings))
                        .bindOrCreate("backflow.limits", Limits.class))
                .getLimits();
    }
}
