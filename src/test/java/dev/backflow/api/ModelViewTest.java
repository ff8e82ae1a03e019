package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.engine.layers.LayerWeights;
import dev.backflow.spec.WireNames;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelViewTest {

    private static List<String> names(Class<?> type) {
        return Stream.of(type.getRecordComponents()).map(WireNames::of).toList();
    }

    @Test
    void showsAllWeightsThatCanBeGiven() {
        assertThat(names(ModelView.Layer.class)).contains("name").containsAll(names(LayerWeights.class));
    }
}
