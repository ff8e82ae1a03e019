package dev.backflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BatchTest {

    static Stream<Arguments> shapes() {
        return IntStream.of(1, 2, 7, 8, 9, 16, 23, 784)
                .boxed()
                .flatMap(inputs -> Stream.of(1, 31, 32, 33, 64, 100).map(examples -> Arguments.of(inputs, examples)));
    }

    /** Every number of the rows is a number of its own. */
    private static FMatrixRMaj numbered(int rows, int columns) {
        FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
        for (int i = 0; i < matrix.data.length; i++) {
            matrix.data[i] = i;
        }
        return matrix;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyExampleIsTheColumnOfItsPlaceInTheOrder(int inputs, int size) {
        Examples examples = new Examples(numbered(130, inputs), numbered(130, 3));
        int[] order = IntStream.range(0, 130).map(i -> i * 7 % 130).toArray();
        Batch batch = new Batch(examples, 130, false);

        batch.load(examples, order, 5, 5 + size);

        assertThat(batch.features.numCols).isEqualTo(size);
        for (int example = 0; example < size; example++) {
            int row = order[5 + example];
            for (int feature = 0; feature < inputs; feature++) {
                assertThat(batch.features.get(feature, example))
                        .isEqualTo(examples.features().get(row, feature));
            }
            assertThat(batch.targets.get(2, example))
                    .isEqualTo(examples.targets().get(row, 2));
        }
    }
}
