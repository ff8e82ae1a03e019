package dev.backflow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** How right answers are: 0 is as good as the best constant, 1 is exact. */
class ScoreTest {

    private static final float[][] BINARY = {{0}, {0}, {0}, {1}};
    private static final float[][] ONE_HOT = {{1, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    private static final float[][] NUMBERS = {{1, -30}, {2, 10}, {3, 20}, {4, 0}};

    @Test
    void exactAnswersComeAllTheWay() {
        assertThat(Score.of(BINARY, BINARY, true, false, 0.5f).way()).isEqualTo(1);
        assertThat(Score.of(ONE_HOT, ONE_HOT, true, false, 0.5f).way()).isEqualTo(1);
        assertThat(Score.of(ONE_HOT, ONE_HOT, true, true, 0.5f).way()).isEqualTo(1);
        assertThat(Score.of(NUMBERS, NUMBERS, false, false, 0).way()).isEqualTo(1);
    }

    @Test
    void theBestConstantComesNoneOfTheWay() {
        assertThat(Score.of(new float[][] {{0.1f}, {0.1f}, {0.1f}, {0.1f}}, BINARY, true, false, 0.5f)
                        .way())
                .isZero();
        float[][] first = {{1, 0, 0}, {1, 0, 0}, {1, 0, 0}, {1, 0, 0}};
        assertThat(Score.of(first, ONE_HOT, true, false, 0.5f).way()).isZero();
        assertThat(Score.of(first, ONE_HOT, true, true, 0.5f).way()).isCloseTo(0, within(1e-12));
        float[][] means = {{2.5f, 0}, {2.5f, 0}, {2.5f, 0}, {2.5f, 0}};
        assertThat(Score.of(means, NUMBERS, false, false, 0).way()).isZero();
    }

    @Test
    void aRareClassCountsAsMuchAsTheOthers() {
        float[][] never = {{0}, {0}, {0}, {0}};

        assertThat(Score.of(never, BINARY, true, false, 0.5f).value()).isEqualTo(0.75);
        assertThat(Score.of(never, BINARY, true, true, 0.5f)).isEqualTo(new Score("mean_recall", 0.5, 0));
        assertThat(Score.recalls(never, BINARY, 0.5f)).containsExactly(1, 0);
    }

    @Test
    void logitsAreDividedAtZero() {
        float[][] logits = {{-3}, {-0.1f}, {-2}, {0.2f}};

        assertThat(Score.of(logits, BINARY, true, false, 0).way()).isEqualTo(1);
        assertThat(Score.of(logits, BINARY, true, false, 0.5f).way()).isZero();
    }

    /** R² does not depend on the units of a column. */
    @Test
    void numbersAreJudgedAlikeInWhateverUnits() {
        float[][] answers = {{1.5f, -20}, {2, 0}, {2.5f, 20}, {4, 10}};
        float[][] scaled = new float[4][];
        float[][] targets = new float[4][];
        for (int row = 0; row < 4; row++) {
            scaled[row] = new float[] {100 * answers[row][0] + 7, answers[row][1] / 8};
            targets[row] = new float[] {100 * NUMBERS[row][0] + 7, NUMBERS[row][1] / 8};
        }

        assertThat(Score.of(scaled, targets, false, false, 0).value())
                .isCloseTo(Score.of(answers, NUMBERS, false, false, 0).value(), within(1e-6));
    }

    @Test
    void answersThatAreNoNumbersAreAsBadAsCanBe() {
        float[][] lost = {{0}, {Float.NaN}, {0}, {1}};

        assertThat(Score.of(lost, BINARY, true, false, 0.5f).way()).isEqualTo(-1);
        assertThat(Score.of(lost, BINARY, true, false, 0.5f).value()).isNaN();
        assertThat(Score.of(new float[][] {{-1e6f}, {1e6f}, {0}, {1}}, BINARY, false, false, 0)
                        .way())
                .isEqualTo(-1);
    }
}
