package dev.backflow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Statistics;
import dev.backflow.recording.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the benchmark compares does the same work. */
class PlainReferenceTest {

    @ParameterizedTest
    @ValueSource(strings = {"sigmoid", "tanh", "relu"})
    void theReferenceTrainsToTheSameNumbersAsTheEngine(String activation) {
        Tutorial tutorial = Tutorial.with(activation);
        List<EpochRecord> engine = tutorial.recorded();
        List<PlainReference.Epoch> reference = tutorial.reference();
        assertThat(reference).hasSameSizeAs(engine);
        for (int epoch = 0; epoch < engine.size(); epoch++) {
            assertThat(reference.get(epoch).loss())
                    .as("loss at epoch %d", epoch)
                    .isCloseTo(engine.get(epoch).metrics().get("loss"), within(1e-4));
            assertThat(reference.get(epoch).accuracy())
                    .isCloseTo(engine.get(epoch).metrics().get("accuracy"), within(2e-3));
        }
        Statistics gradient = engine.get(0).tensors().stream()
                .filter(measured -> measured.tensor() == Tensor.KERNEL_GRADIENT)
                .findFirst()
                .orElseThrow()
                .statistics();
        assertThat(reference.get(0).moments()[0][3]).isCloseTo(gradient.std(), within(1e-6));
    }
}
