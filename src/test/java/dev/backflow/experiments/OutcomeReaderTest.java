package dev.backflow.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.runs.RunRepository.Placed;
import dev.backflow.runs.RunState;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeReaderTest {

    private static List<Placed> runs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Placed("run " + i, i % 7, i / 7, RunState.SUCCEEDED))
                .toList();
    }

    /** As many epochs as happen in practice, and now and then more than are ever read together. */
    private static Map<Placed, Long> epochs(List<Placed> runs, Random random) {
        return runs.stream().collect(Collectors.toMap(run -> run, run -> (long) Math.pow(10, 6 * random.nextDouble())));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 199, 200, 201, 5000})
    void everyRunIsReadOnceInItsOrderAndFewAreInMemoryTogether(int count) {
        List<Placed> runs = runs(count);
        for (long seed = 0; seed < 20; seed++) {
            Map<Placed, Long> epochs = epochs(runs, new Random(seed));

            List<List<Placed>> batches = OutcomeReader.batches(runs, epochs::get);

            assertThat(batches.stream().flatMap(List::stream)).containsExactlyElementsOf(runs);
            assertThat(batches).allSatisfy(batch -> {
                assertThat(batch).hasSizeBetween(1, OutcomeReader.MOST_RUNS);
                long together = batch.stream().mapToLong(epochs::get).sum();
                assertThat(batch.size() == 1 || together <= OutcomeReader.MOST_EPOCHS)
                        .isTrue();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 101, 2500})
    void runsOfOneLengthAreReadAsManyTogetherAsMayBe(int epochs) {
        List<List<Placed>> batches = OutcomeReader.batches(runs(5000), run -> epochs);

        assertThat(batches).allSatisfy(batch -> assertThat(batch).hasSize(OutcomeReader.MOST_RUNS));
    }
}
