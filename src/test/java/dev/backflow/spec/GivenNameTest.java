package dev.backflow.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenNameTest {

    private static boolean isAccepted(int character) {
        try {
            String name = GivenName.of("name", "a" + Character.toString(character));
            assertThat(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(name);
            assertThat(Normalizer.isNormalized(name, Normalizer.Form.NFC)).isTrue();
            assertThat(GivenName.of("name", name)).isEqualTo(name);
            return true;
        } catch (InvalidSpecException e) {
            assertThat(e.reason()).contains("U+%04X".formatted(character), "leave it out");
            return false;
        }
    }

    @Test
    void ofAllCharactersThoseThatDoNotShowAreRefused() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT).forEach(character -> {
            int type = Character.getType(character);
            boolean hidden = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || character == 0x2028
                    || character == 0x2029
                    || (character & 0xFFFE) == 0xFFFE;
            assertThat(isAccepted(character)).as("U+%04X", character).isEqualTo(!hidden);
        });
    }

    @Test
    void whatLooksTheSameIsTheSame() {
        assertThat(GivenName.of("name", "e\u0301a\u0308\u212B")).isEqualTo("\u00e9\u00e4\u00c5");
    }

    @Test
    void lengthIsCountedInCharactersOfTheNormalForm() {
        String emoji = "\uD83E\uDDEA";
        assertThat(GivenName.of("name", emoji.repeat(120))).hasSize(240);
        assertThat(GivenName.of("name", "e\u0301".repeat(120))).hasSize(120);
        assertThatExceptionOfType(InvalidSpecException.class)
                .isThrownBy(() -> GivenName.of("name", emoji.repeat(121)))
                .withMessageContaining("at most 120 characters, but has 121");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u2003"})
    void aNameIsNotBlankButALabelMayBe(String blank) {
        assertThatExceptionOfType(InvalidSpecException.class).isThrownBy(() -> GivenName.of("name", blank));
        assertThat(GivenName.label("labels/a", blank)).isEqualTo(blank);
    }

    @Test
    void whatIsShownHasNothingHiddenAndNoHalfCharacters() {
        assertThat(GivenName.shown("a\uD800b\u202Ec\uDBFF", 9)).isEqualTo("a\\ud800b\\u202ec\\udbff");
        assertThat(GivenName.shown("ab\uD83E\uDDEAc", 3)).isEqualTo("ab\uD83E\uDDEA…");
    }
}
