package dev.backflow.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backflow.recording.Bins;
import dev.backflow.recording.Histogram;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramCodecTest {

    private static HistogramColumn random(int epochs, int most) {
        Random random = new Random(epochs);
        List<Histogram> histograms = IntStream.range(0, epochs)
                .mapToObj(epoch -> IntStream.range(0, Bins.COUNT)
                        .map(bin -> random.nextInt(4) == 0 ? random.nextInt(most) : 0)
                        .toArray())
                .map(Histogram::of)
                .toList();
        List<Integer> places =
                IntStream.range(0, epochs).mapToObj(i -> 999_000 + i * i).toList();
        return new HistogramColumn(places, histograms);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 127, 128, 129, 16_384, 1 << 21, 1 << 28, Integer.MAX_VALUE})
    void returnsEveryCount(int most) {
        HistogramColumn epochs = random(40, most);
        assertThat(HistogramCodec.decode(HistogramCodec.encode(epochs))).isEqualTo(epochs);
    }

    @Test
    void returnsTheLargestCountsInTheOutermostBinsAndEmptyHistograms() {
        int[] full = new int[Bins.COUNT];
        full[0] = Integer.MAX_VALUE;
        full[Bins.COUNT - 1] = Integer.MAX_VALUE;
        HistogramColumn epochs = new HistogramColumn(
                List.of(0, Integer.MAX_VALUE), List.of(Histogram.of(full), Histogram.of(new int[Bins.COUNT])));
        assertThat(HistogramCodec.decode(HistogramCodec.encode(epochs))).isEqualTo(epochs);
    }

    @Test
    void doesNotReadWhatALaterVersionWrote() {
        byte[] bytes = HistogramCodec.encode(random(1, 9));
        bytes[0]++;
        assertThatThrownBy(() -> HistogramCodec.decode(bytes)).hasMessageContaining("version 2");
    }
}
