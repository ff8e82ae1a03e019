package dev.backflow.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypefaceTest {

    private static Rectangle2D bounds(String words) {
        return Typeface.outline(words, 1000, new AffineTransform()).getBounds2D();
    }

    private static int contours(String words) {
        int contours = 0;
        for (PathIterator i = Typeface.outline(words, 10, new AffineTransform()).getPathIterator(null);
                !i.isDone();
                i.next()) {
            contours += i.currentSegment(new double[6]) == PathIterator.SEG_CLOSE ? 1 : 0;
        }
        return contours;
    }

    /** Those that Arial and Helvetica have, in thousandths. */
    @ParameterizedTest
    @CsvSource({"A, 667", "i, 222", "W, 944", "0, 556", "-, 333", "…, 1000", "é, 556", "Ж, 923", "Ω, 748"})
    void widthsAreThoseOfArial(String letter, double width) {
        assertThat(Typeface.width(letter, 1000)).isCloseTo(width, offset(1.0));
        assertThat(Typeface.width(letter + letter, 500)).isCloseTo(width, offset(1.0));
    }

    @ParameterizedTest
    @CsvSource({"l, 1", "o, 2", "B, 3", "i, 2", "é, 3", "Å, 4", "%, 5"})
    void lettersHaveTheirContours(String letter, int contours) {
        assertThat(contours(letter)).isEqualTo(contours);
    }

    @Test
    void capitalsStandOnTheirLineAndAreAsHighAsArials() {
        assertThat(bounds("H").getMaxY()).isCloseTo(0, offset(1.0));
        assertThat(bounds("H").getMinY()).isCloseTo(-716, offset(30.0));
        assertThat(bounds("g").getMaxY()).isBetween(150.0, 250.0);
    }

    /** A composite letter is wider than none of its parts, and an accent is above its letter. */
    @Test
    void accentsAreAboveTheirLetters() {
        assertThat(bounds("É").getMaxY()).isCloseTo(bounds("E").getMaxY(), offset(1.0));
        assertThat(bounds("É").getMinY()).isLessThan(bounds("E").getMinY() - 100);
        assertThat(bounds("É").getWidth()).isCloseTo(bounds("E").getWidth(), offset(1.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"漢", "\uD83D\uDE00", "\uD800", "\uFFFF"})
    void whatHasNoGlyphIsABox(String letter) {
        assertThat(contours(letter)).isEqualTo(2);
        assertThat(Typeface.width(letter, 10)).isPositive();
    }

    @Test
    void everyLetterThatThereMayBeHasAFiniteOutline() {
        for (int point = 0; point < 0x2_0000; point++) {
            String letter = new String(Character.toChars(point));
            assertThat(bounds(letter).getWidth()).isBetween(0.0, 3000.0);
        }
    }
}
