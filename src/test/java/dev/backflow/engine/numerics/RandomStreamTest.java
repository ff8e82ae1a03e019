package dev.backflow.engine.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

    @Test
    void isTheSameForTheSameKeyAndAnotherForEveryOther() {
        Set<Long> first = new HashSet<>();
        int keys = 0;
        for (long seed = 0; seed < 50; seed++) {
            for (RandomStream.Purpose purpose : RandomStream.Purpose.values()) {
                for (int index = 0; index < 50; index++) {
                    long drawn = new RandomStream(seed, purpose, index).nextLong();
                    assertThat(new RandomStream(seed, purpose, index).nextLong())
                            .isEqualTo(drawn);
                    first.add(drawn);
                    keys++;
                }
            }
        }
        assertThat(first).hasSize(keys);
    }

    @Test
    void keepsItsNumbersFromVersionToVersion() {
        RandomStream stream = new RandomStream(42, RandomStream.Purpose.SHUFFLE, 3);
        assertThat(new long[] {stream.nextLong(), stream.nextLong()})
                .containsExactly(4269681508746428386L, 1920634634575122873L);
    }

    @Test
    void permutesWithoutBias() {
        int[][] counts = new int[5][5];
        int[] order = new int[5];
        int rounds = 100_000;
        for (int epoch = 0; epoch < rounds; epoch++) {
            new RandomStream(9, RandomStream.Purpose.SHUFFLE, epoch).permutation(order);
            for (int place = 0; place < 5; place++) {
                counts[place][order[place]]++;
            }
        }
        double deviation = Math.sqrt(rounds * 0.2 * 0.8);
        for (int[] row : counts) {
            for (int count : row) {
                assertThat(Math.abs(count - rounds / 5.0)).isLessThan(4.5 * deviation);
            }
        }
    }
}
