package dev.backflow.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.experiments.Summary.OfRule;
import dev.backflow.experiments.Summary.Proportion;
import dev.backflow.experiments.Summary.Quantiles;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellInWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "0 | - | - | No run has succeeded.",
                "10 | - | - | Nobody said what is learned.",
                "10 | - | -0.1 | The gradient flows (79 % of it arrives at the first layer of the untrained network).",
                "10 | 10 | - | The network learned with 10 of 10 seeds.",
                "10 | 0 | 0 | The gradient flows (100 % of it arrives at the first layer of the untrained network), but the"
                        + " network does not learn: it did with 0 of 10 seeds.",
                "10 | 10 | 0 | The gradient flows (100 % of it arrives at the first layer of the untrained network), and the"
                        + " network learned with 10 of 10 seeds.",
                "10 | 10 | -4.1 | The gradient vanishes (1/13000 of it arrives at the first layer of the untrained network),"
                        + " yet the network learned with 10 of 10 seeds.",
                "10 | 0 | -4.1 | The gradient vanishes (1/13000 of it arrives at the first layer of the untrained network),"
                        + " and the network does not learn: it did with 0 of 10 seeds.",
                "10 | 0 | -1 | The gradient vanishes (10 % of it arrives at the first layer of the untrained network), and the"
                        + " network does not learn: it did with 0 of 10 seeds.",
                "10 | 5 | 3 | The gradient explodes (1000 times as much arrives at the first layer of the untrained network),"
                        + " and the network learned with 5 of 10 seeds."
            })
    void saysWhetherTheGradientFlowsAndWhetherTheNetworkLearns(
            int runs, Integer learned, Double gain, String sentence) {
        Proportion share = learned == null ? null : Proportion.of(learned, runs);
        Quantiles gains = gain == null ? null : new Quantiles(gain - 1, gain, gain, gain, gain + 1);
        List<OfRule> findings = gain != null && gain == -1
                ? List.of(new OfRule("vanishing_gradient", Proportion.of(5, runs)))
                : List.of();
        assertThat(CellInWords.of(runs, share, gains, findings)).isEqualTo(sentence);
    }
}
