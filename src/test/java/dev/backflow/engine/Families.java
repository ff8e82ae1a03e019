package dev.backflow.engine;

import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.initializers.Initializer;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.layers.Regularizer;
import dev.backflow.engine.losses.Loss;
import dev.backflow.engine.metrics.Metric;
import dev.backflow.engine.optimizers.Optimizer;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.Records;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.Vocabulary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every member of a sealed family, with its defaults and 0.25 for what has none: tests that go through them take in
 * whatever is added later.
 */
public final class Families {

    private Families() {}

    public static Stream<Activation> activations() {
        return all(Activation.class);
    }

    public static Stream<Loss> losses() {
        return all(Loss.class);
    }

    static Stream<Initializer> initializers() {
        return all(Initializer.class);
    }

    public static Stream<Metric> metrics() {
        return all(Metric.class);
    }

    static Stream<Regularizer> regularizers() {
        return all(Regularizer.class);
    }

    static Stream<Optimizer> optimizers() {
        return all(Optimizer.class);
    }

    /** Of every type, each with two units where it has a choice. */
    public static Stream<LayerSpec> layers() {
        return all(LayerSpec.class);
    }

    /** A dense layer with the defaults of a spec for all else. */
    public static LayerSpec.Dense dense(String name, int units, Activation activation, Initializer kernel) {
        LayerSpec.Dense plain =
                SpecReader.read(JsonNodeFactory.instance.objectNode().put("units", units), LayerSpec.Dense.class);
        Map<String, Object> changes = new HashMap<>(Map.of("activation", activation, "kernelInitializer", kernel));
        changes.put("name", name);
        return Records.with(plain, changes);
    }

    private static <T> Stream<T> all(Class<T> family) {
        List<T> members = Vocabulary.members(family).values().stream()
                .map(member -> family.cast(SpecReader.read(required(member), member.asSubclass(Record.class))))
                .toList();
        return members.stream();
    }

    private static ObjectNode required(Class<?> member) {
        ObjectNode required = JsonNodeFactory.instance.objectNode();
        Vocabulary.fields(member, Dialect.KERAS3).forEach((name, field) -> {
            if (!field.isOptional()) {
                if (field.component().getType() == int.class) {
                    required.put(name, 2);
                } else {
                    required.put(name, 0.25);
                }
            }
        });
        return required;
    }
}
