package dev.backflow.api.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backflow.api.BadHeaderException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToldRunsTest {

    @Test
    void whateverTheOrderInWhichRunsEndTheIdSaysWhichWereTold() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int runs = 1 + random.nextInt(200);
            ToldRuns told = ToldRuns.after(null, runs);
            for (int i = random.nextInt(runs + 1); i > 0; i--) {
                told.add(random.nextInt(runs));
            }
            assertThat(told.toString()).matches(ToldRuns.PATTERN);
            assertThat(ToldRuns.after(told.toString(), runs).places()).isEqualTo(told.places());
        }
    }

    @Test
    void runsInOrderAreANumber() {
        ToldRuns told = ToldRuns.after("", 5000);
        for (int i = 0; i < 5000; i++) {
            told.add(i);
            assertThat(told).hasToString(String.valueOf(i + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "11", "3.", "3.&", "3._____w", "1234567", "3.A", "3.AAA.A", "9.Ag"})
    void whatNamesNoRunsOfTheExperimentIsRefused(String id) {
        assertThatThrownBy(() -> ToldRuns.after(id, 10)).isInstanceOf(BadHeaderException.class);
    }
}
