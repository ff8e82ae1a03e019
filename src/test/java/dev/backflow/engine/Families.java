package dev.backflow.engine;

import dev.backflow.runs.SpecReader;
import dev.backflow.runs.Vocabulary;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Every member of a sealed family, with its defaults and 0.25 for what has none: tests that go through them take in whatever is added later. */
final class Families {

    private Families() {}

    static Stream<Activation> activations() {
        return all(Activation.class);
    }

    static Stream<Loss> losses() {
        return all(Loss.class);
    }

    static Stream<Initializer> initializers() {
        return all(Initializer.class);
    }

    static Stream<Metric> metrics() {
        return all(Metric.class);
    }

    static Stream<Regularizer> regularizers() {
        return all(Regularizer.class);
    }

    static Stream<Optimizer> optimizers() {
        return all(Optimizer.class);
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
                required.put(name, 0.25);
            }
        });
        return required;
    }
}
