package dev.backflow.runs;

import dev.backflow.datasets.CsvContent;
import dev.backflow.datasets.DatasetSpec;
import dev.backflow.datasets.Split;
import dev.backflow.engine.ClassWeight;
import dev.backflow.engine.EarlyStopping;
import dev.backflow.engine.NetworkSpec;
import dev.backflow.engine.ReduceOnPlateau;
import dev.backflow.engine.TrainingSpec;
import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.initializers.Initializer;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.layers.Normalization;
import dev.backflow.engine.losses.Loss;
import dev.backflow.engine.metrics.Metric;
import dev.backflow.engine.optimizers.LearningRate;
import dev.backflow.engine.optimizers.Optimizer;
import dev.backflow.recording.KeepCheckpoints;
import dev.backflow.recording.RecordingSpec;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.Markdown;
import dev.backflow.spec.Vocabulary;
import dev.backflow.spec.Vocabulary.Field;
import dev.backflow.spec.WireNames;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Everything that can stand in a spec, with parameters and defaults, read off the records that specs are made of. */
public final class Catalog {

    private static final Map<Class<?>, String> SCALARS = Map.of(
            int.class, "integer",
            Integer.class, "integer",
            long.class, "integer",
            double.class, "number",
            Double.class, "number",
            boolean.class, "boolean",
            String.class, "string");

    /**
     * A member of a family, or a part of the spec.
     *
     * @param type the word to use
     * @param description formula and source, in Markdown
     */
    public record Entry(String type, String description, List<Parameter> parameters) {}

    /**
     * One field.
     *
     * @param description what it means, in Markdown; empty where the name says it
     * @param type integer, number, boolean, string, object, a family such as activation, or "array of …"
     * @param required whether it must be given; {@code defaultValue} holds otherwise, null meaning "not set"
     * @param dialectDefaults the default in each dialect that has another
     * @param values the words that it can be, where they are few
     */
    public record Parameter(
            String name,
            String description,
            String type,
            boolean required,
            @Nullable JsonNode defaultValue,
            Map<String, JsonNode> dialectDefaults,
            @Nullable List<String> values) {}

    private Catalog() {}

    /**
     * By the name of the family, in the order of a spec. Made once: the records do not change, and javadoc is slow to
     * read.
     */
    public static Map<String, List<Entry>> entries() {
        return Entries.ALL;
    }

    private static final class Entries {
        static final Map<String, List<Entry>> ALL = Collections.unmodifiableMap(Catalog.read());
    }

    private static Map<String, List<Entry>> read() {
        Map<String, List<Entry>> entries = new LinkedHashMap<>();
        entries.put("datasets", family(DatasetSpec.class));
        entries.put("layers", family(LayerSpec.class));
        entries.put("normalizations", family(Normalization.class));
        entries.put("activations", family(Activation.class));
        entries.put("initializers", family(Initializer.class));
        entries.put("losses", family(Loss.class));
        entries.put("optimizers", family(Optimizer.class));
        entries.put("learning_rates", family(LearningRate.class));
        entries.put("metrics", family(Metric.class));
        entries.put("class_weights", family(ClassWeight.class));
        entries.put("keep_checkpoints", family(KeepCheckpoints.class));
        entries.put(
                "spec",
                List.of(
                        entry("run", RunRequest.class),
                        entry("spec", RunSpec.class),
                        entry("csv_content", CsvContent.class),
                        entry("split", Split.class),
                        entry("network", NetworkSpec.class),
                        entry("layer", Vocabulary.implied(LayerSpec.class).orElseThrow()),
                        entry("training", TrainingSpec.class),
                        entry("reduce_on_plateau", ReduceOnPlateau.class),
                        entry("early_stopping", EarlyStopping.class),
                        entry("recording", RecordingSpec.class)));
        return entries;
    }

    public static List<String> tensors() {
        return Arrays.stream(Tensor.values()).map(Tensor::wireName).toList();
    }

    public static List<String> statistics() {
        return Arrays.stream(Statistic.values()).map(Statistic::wireName).toList();
    }

    private static List<Entry> family(Class<?> family) {
        return Vocabulary.members(family).entrySet().stream()
                .map(member -> entry(member.getKey(), member.getValue()))
                .toList();
    }

    private static Entry entry(String type, Class<?> record) {
        List<Parameter> parameters = new ArrayList<>();
        Vocabulary.fields(record, Dialect.KERAS3)
                .forEach((name, field) -> parameters.add(parameter(record, name, field)));
        return new Entry(type, Markdown.of(record), parameters);
    }

    private static Parameter parameter(Class<?> record, String name, Field field) {
        Map<String, JsonNode> others = new LinkedHashMap<>();
        for (Dialect dialect : Dialect.values()) {
            Map<String, Field> same = Vocabulary.fields(record, dialect);
            JsonNode other = Objects.requireNonNull(same.get(name), name).defaultValue();
            if (other != null && !other.equals(field.defaultValue())) {
                others.put(WireNames.of(dialect), other);
            }
        }
        return new Parameter(
                name,
                Markdown.of(field.component()),
                type(field.component().getGenericType()),
                !field.isOptional(),
                field.defaultValue(),
                others,
                values(field.component().getType()));
    }

    private static String type(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? "array of " + type(arguments[0]) : "object";
        }
        Class<?> simple = (Class<?>) type;
        if (simple.isEnum()) {
            return "string";
        }
        return SCALARS.getOrDefault(simple, WireNames.of(simple).replaceFirst("_spec$", ""));
    }

    private static @Nullable List<String> values(Class<?> type) {
        return type.isEnum() ? Vocabulary.words(type) : null;
    }
}
