package dev.backflow.datasets;

import dev.backflow.spec.WireNames;
import java.util.Arrays;
import java.util.Comparator;

/** What stands between the values of a line. */
public enum Separator {
    COMMA(','),
    SEMICOLON(';'),
    TAB('\t');

    private final char character;

    Separator(char character) {
        this.character = character;
    }

    char character() {
        return character;
    }

    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * The one that stands most often in the first line that is not empty, outside of quotes; a comma where none does.
     */
    static Separator of(String text) {
        String header = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return Arrays.stream(values())
                .max(Comparator.comparingInt((Separator separator) -> separator.countIn(header))
                        .thenComparing(Comparator.reverseOrder()))
                .orElseThrow();
    }

    /** How often it stands in {@code text}, outside of quotes. */
    int countIn(CharSequence text) {
        boolean quoted = false;
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            quoted ^= text.charAt(i) == '"';
            if (!quoted && text.charAt(i) == character) {
                count++;
            }
        }
        return count;
    }
}
