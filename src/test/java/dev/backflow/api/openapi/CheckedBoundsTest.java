package dev.backflow.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Bounds in schemas are those that constructors check. */
class CheckedBoundsTest {

    record Inner(int size) {
        Inner {
            Check.between("size", size, 1, 3);
        }
    }

    record Outer(
            int size,
            @Default("null") @Nullable Double share,
            @Default("[]") List<Double> numbers,
            Inner inner) {
        Outer {
            new Inner(2);
            Check.positive("size", size);
            if (share != null) {
                Check.below("share", share, 0, 1);
            }
            for (int i = 0; i < numbers.size(); i++) {
                Check.between("numbers/" + i, numbers.get(i), i, 10 + i);
            }
        }
    }

    private final Map<String, ObjectNode> bounds = CheckedBounds.of(Outer.class);

    @Test
    void theyAreThoseOfTheRecordItself() {
        assertThat(bounds.get("size")).hasToString("{\"maximum\":2147483647,\"minimum\":1}");
        assertThat(CheckedBounds.of(Inner.class).get("size")).hasToString("{\"maximum\":3,\"minimum\":1}");
    }

    @Test
    void whatMayBeLeftOutIsFilledInToSeeItsBounds() {
        assertThat(bounds.get("share").get("exclusiveMaximum").asDouble()).isEqualTo(1);
    }

    @Test
    void boundsOfItemsAreTheirs() {
        assertThat(bounds.get("numbers/*").get("minimum").asDouble()).isZero();
    }
}
