package dev.backflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class ClassWeightTest {

    private static final Examples COLUMN = examples(1, 0, 1, 1, 1);
    private static final Examples ONE_HOT = examples(3, 1, 0, 0, 0, 0, 1, 0, 0, 1);

    private static Examples examples(int columns, float... targets) {
        FMatrixRMaj rows = new FMatrixRMaj(targets.length / columns, columns, true, targets);
        return new Examples(new FMatrixRMaj(rows.numRows, 2), rows);
    }

    /** scikit-learn: compute_class_weight("balanced", classes=[0, 1], y=[0, 1, 1, 1]) is [2, 2/3]. */
    @Test
    void balancedClassesCountTheSameInAll() {
        assertThat(new ClassWeight.Balanced().weigh(COLUMN).weights()).containsExactly(2, 2 / 3f, 2 / 3f, 2 / 3f);
        assertThat(new ClassWeight.Balanced().weigh(ONE_HOT).weights()).containsExactly(1.5f, 0.75f, 0.75f);
    }

    @Test
    void classesThatAreNotNamedCountOne() {
        assertThat(new ClassWeight.Given(Map.of("1", 2.5)).weigh(COLUMN).weights())
                .containsExactly(1, 2.5f, 2.5f, 2.5f);
        assertThat(new ClassWeight.Given(Map.of("0", 0.0, "2", 7.0))
                        .weigh(ONE_HOT)
                        .weights())
                .containsExactly(0, 7, 7);
    }

    /** So that the same weights do the same to either way of writing classes. */
    @Test
    void largeBatchesAreWeighedRowByRow() {
        Examples cut = new ClassWeight.Given(Map.of("2", 7.0)).weigh(ONE_HOT).rows(1, 3);

        assertThat(cut.weights()).containsExactly(7, 7);
        assertThat(cut.rows(0, 2)).isSameAs(cut);
    }
}
