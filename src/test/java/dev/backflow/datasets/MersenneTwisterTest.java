package dev.backflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MersenneTwisterTest {

    private final MersenneTwister twister = new MersenneTwister(5489);

    @Test
    void startsAsTheReferenceImplementationDoesWithItsDefaultSeed() {
        assertThat(IntStream.range(0, 5).mapToLong(i -> Integer.toUnsignedLong(twister.nextInt())))
                .containsExactly(3499211612L, 581869302L, 3890346734L, 3586334585L, 545404204L);
    }

    /** What the C++ standard requires of {@code std::mt19937}, [rand.predef]. */
    @Test
    void reachesThePublishedTenThousandthNumber() {
        IntStream.range(0, 9_999).forEach(i -> twister.nextInt());

        assertThat(Integer.toUnsignedLong(twister.nextInt())).isEqualTo(4123659995L);
    }
}
