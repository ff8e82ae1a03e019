package dev.backflow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "-1, -1",
        "10, 10",
        "100, 100",
        "150, 150",
        "0.5, 0.5",
        "0.0123456, 0.0123",
        "-0.00832, -0.00832",
        "4.5649, 4.56",
        "1234, 1230",
        "10000, 10000",
        "1.2345e6, 1.23e6",
        "9999.9, 10000",
        "1e-8, 1e-8",
        "1.2e-7, 1.2e-7",
        "1.05e-10, 1.05e-10",
        "3.4e38, 3.4e38",
        "2e100, 2e100"
    })
    void numbersHaveThreeDigitsAndNoIdleOnes(double value, String text) {
        assertThat(Text.number(value)).isEqualTo(text);
    }
}
