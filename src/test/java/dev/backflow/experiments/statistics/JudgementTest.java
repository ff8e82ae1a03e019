package dev.backflow.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {

    @ParameterizedTest
    @CsvSource({"1, 6", "2, 7", "3, 7", "4, 8", "15, 10", "1000, 16"})
    void soManyPairsCanDecideAfterHolm(int comparisons, int pairs) {
        assertThat(Judgement.pairsNeeded(comparisons)).isEqualTo(pairs);
        assertThat(verdictOfAgreeingPairs(pairs, comparisons)).isEqualTo(Verdict.A_BETTER);
        assertThat(verdictOfAgreeingPairs(pairs - 1, comparisons)).isEqualTo(Verdict.TOO_FEW_PAIRS);
    }

    @ParameterizedTest
    @CsvSource({"25, 3276", "1000, 3276"})
    void drawnSignsDecideAsManyComparisonsAsIsSaid(int pairs, int comparisons) {
        assertThat(verdictOfAgreeingPairs(pairs, comparisons)).isEqualTo(Verdict.A_BETTER);
    }

    /** One comparison in which a is always better, among others that show nothing. */
    private static Verdict verdictOfAgreeingPairs(int pairs, int comparisons) {
        double[] a = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            a[i] = 1 + i / 1024.0;
        }
        PairedComparison decided = compared(a, new double[pairs]);
        List<PairedComparison> all =
                new ArrayList<>(Collections.nCopies(comparisons - 1, compared(new double[pairs], new double[pairs])));
        all.add(decided);
        return Judgement.of(all, Better.HIGHER).get(comparisons - 1).verdict();
    }

    private static PairedComparison compared(double[] a, double[] b) {
        return PairedComparison.of(ComparisonLawsTest.bySeed(a), ComparisonLawsTest.bySeed(b), Better.HIGHER, 1);
    }

    @Test
    void tiedPairsDecideNothing() {
        PairedComparison comparison = compared(new double[] {1, 1, 1, 1, 1, 0}, new double[6]);
        assertThat(comparison.p()).isEqualTo(2 / 32.0);
        assertThat(Judgement.of(List.of(comparison), Better.HIGHER).get(0).verdict())
                .isEqualTo(Verdict.NO_DIFFERENCE_SHOWN);
    }

    @Test
    void noComparisonsHaveNoJudgements() {
        assertThat(Judgement.of(List.of(), Better.HIGHER)).isEmpty();
    }

    @Test
    void adjustedValuesKeepTheOrderAndAreNeverSmaller() {
        double[] p = {0.2, 0.01, 0.04, 0.04, 1, 0.003};
        double[] adjusted = Judgement.holm(p);
        for (int i = 0; i < p.length; i++) {
            assertThat(adjusted[i]).isBetween(p[i], 1.0);
            for (int j = 0; j < p.length; j++) {
                if (p[i] <= p[j]) {
                    assertThat(adjusted[i]).isLessThanOrEqualTo(adjusted[j]);
                }
            }
        }
    }
}
