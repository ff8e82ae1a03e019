package dev.backflow.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.runs.Catalog.Entry;
import dev.backflow.runs.Catalog.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the catalog says of optimizers, whose fields are shared and whose defaults depend on the dialect. */
class CatalogTest {

    private static List<Parameter> parameters(String family, String type) {
        return Catalog.entries().get(family).stream()
                .filter(entry -> entry.type().equals(type))
                .map(Entry::parameters)
                .findFirst()
                .orElseThrow();
    }

    private static Parameter parameter(String type, String name) {
        return parameters("optimizers", type).stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void listsFieldsAsFlatAsTheyAreWritten() {
        assertThat(parameters("optimizers", "lion"))
                .extracting(Parameter::name)
                .containsExactly(
                        "learning_rate",
                        "beta_1",
                        "beta_2",
                        "weight_decay",
                        "clipnorm",
                        "clipvalue",
                        "global_clipnorm");
        assertThat(parameter("lion", "learning_rate").type()).isEqualTo("learning_rate");
        assertThat(Catalog.entries().get("learning_rates"))
                .extracting(Entry::type)
                .containsExactly(
                        "exponential_decay",
                        "inverse_time_decay",
                        "polynomial_decay",
                        "cosine_decay",
                        "piecewise_constant");
    }

    @Test
    void tellsDefaultsAndWhereADialectHasOthers() {
        assertThat(parameter("adamw", "weight_decay").defaultValue().asDouble()).isEqualTo(0.004);
        assertThat(parameter("adamw", "weight_decay")
                        .dialectDefaults()
                        .get("pytorch")
                        .asDouble())
                .isEqualTo(0.01);
        assertThat(parameter("adam", "weight_decay").defaultValue().isNull()).isTrue();
        assertThat(parameter("nadam", "momentum_decay").dialectDefaults()).containsOnlyKeys("tf2", "pytorch");
        assertThat(parameter("adam", "beta_1").dialectDefaults()).isEmpty();
        assertThat(parameter("adam", "dialect").values()).containsExactly("keras3", "tf2", "pytorch");
    }

    @Test
    void tellsTheFormulaOfEveryEntry() {
        Catalog.entries()
                .forEach((family, entries) -> assertThat(entries)
                        .as(family)
                        .allSatisfy(entry -> assertThat(entry.description()).isNotBlank()));
        assertThat(Catalog.entries().get("activations"))
                .allSatisfy(entry -> assertThat(entry.description()).contains("φ(z)"));
        assertThat(Catalog.entries().get("layers"))
                .allSatisfy(entry -> assertThat(entry.description()).containsPattern("[ayz] = "));
        assertThat(Catalog.entries().get("optimizers"))
                .filteredOn(entry -> !entry.type().equals("adamw")) // adam's, with another default
                .allSatisfy(entry -> assertThat(entry.description()).contains("w ← "));
        assertThat(parameter("sgd", "momentum").description()).isNotBlank();
    }

    /** What it is good for, before any formula. */
    @Test
    void everyMemberOpensWithAPlainSentence() {
        Catalog.entries().values().stream().flatMap(List::stream).forEach(entry -> {
            String first = entry.description().split("(?<=\\.)\\s", 2)[0];
            assertThat(first).as(entry.type()).matches("[A-Z].*\\.").doesNotContainPattern("[=←Σ√φ∂·{}]");
            assertThat(first.split(" ")).as(entry.type()).hasSizeGreaterThanOrEqualTo(3);
        });
    }
}
