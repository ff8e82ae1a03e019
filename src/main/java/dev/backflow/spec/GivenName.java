package dev.backflow.spec;

import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Keeps what clients call things readable: names of runs and of data sets, and values of labels. Two that look the same
 * are the same, because they are brought into Unicode's normal form C and hold no character that does not show: no
 * control character, no half of a surrogate pair, no change of direction, no other format character. Joiners are format
 * characters as well: whether one between two characters is part of an emoji or hides there can only be told by
 * tables that grow with Unicode, so a family is written as its members.
 */
public final class GivenName {

    /** How many characters (code points of the normal form) it may have. */
    public static final int LONGEST = 120;

    /** What shows, as a class of characters in regular expressions, for schemas. */
    private static final String SHOWN = "[^" + hiddenRanges("") + "]";

    /** In texts of several lines, whatever system ends them. */
    private static final String BETWEEN_WORDS = "\t\r\n";

    private GivenName() {}

    /**
     * The name in normal form.
     *
     * @throws InvalidSpecException if it is blank, too long, or holds what does not show
     */
    public static String of(String field, String given) {
        Check.require(!given.isBlank(), field, given, "must not be blank; it takes 1 to " + LONGEST + " characters");
        String name = label(field, given);
        Check.demand(field, () -> Map.of("minLength", 1, "pattern", "^" + SHOWN + "*\\S" + SHOWN + "*$"));
        return name;
    }

    /** The same for a text that may be empty. */
    public static String label(String field, String given) {
        return text(field, given, LONGEST);
    }

    /** The same for a text of some sentences, which may be longer. */
    public static String text(String field, String given, int longest) {
        Check.demand(field, () -> Map.of("maxLength", longest, "pattern", "^" + SHOWN + "*$"));
        hidden(given).ifPresent(objection -> Check.require(false, field, given, objection));
        return bounded(field, given, longest);
    }

    private static String bounded(String field, String given, int longest) {
        String normal = normal(given);
        int characters = normal.codePointCount(0, normal.length());
        Check.require(
                characters <= longest,
                field,
                given,
                "must be at most " + longest + " characters, but has " + characters + "; shorten it");
        return normal;
    }

    /** The same for a text of several lines, with tabs if need be. However lines end, a line feed ends them. */
    public static String lines(String field, String given, int longest) {
        Check.demand(field, () -> Map.of("maxLength", longest, "pattern", "^[^" + hiddenRanges(BETWEEN_WORDS) + "]*$"));
        String unix = given.replaceAll("\\r\\n?", "\n");
        hidden(unix.replaceAll("[" + BETWEEN_WORDS + "]", ""))
                .ifPresent(objection -> Check.require(false, field, given, objection));
        return bounded(field, unix, longest);
    }

    /** The text in normal form C, in which names are stored and looked for. */
    public static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** What to say of the first character that does not show. */
    public static Optional<String> hidden(String text) {
        return text.codePoints()
                .filter(GivenName::isHidden)
                .mapToObj("must not contain U+%04X, which does not show; leave it out"::formatted)
                .findFirst();
    }

    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> (character & 0xFFFE) == 0xFFFE; // no characters at all, which XML does not hold either
        };
    }

    /**
     * Those of the first plane, which all dialects of regular expressions can name. Halves of surrogate pairs are left
     * out: some dialects take the pair for two characters, and in others no text has half of one.
     */
    private static String hiddenRanges(String except) {
        StringBuilder ranges = new StringBuilder();
        IntPredicate named = character ->
                isHidden(character) && !Character.isSurrogate((char) character) && except.indexOf(character) < 0;
        for (int first = 0, end; first <= Character.MAX_VALUE; first = end) {
            for (end = first; end <= Character.MAX_VALUE && named.test(end); end++) {}
            if (end > first) {
                ranges.append("\\u%04x-\\u%04x".formatted(first, end - 1));
            }
            end = Math.max(end, first + 1);
        }
        return ranges.toString();
    }

    /** The beginning of any text as it can be shown anywhere, with what does not show written as JSON escapes it. */
    public static String shown(String text, int most) {
        int characters = text.codePointCount(0, text.length());
        String beginning = text.codePoints()
                .limit(most)
                .mapToObj(character -> isHidden(character) ? escaped(character) : Character.toString(character))
                .collect(Collectors.joining());
        return characters <= most ? beginning : beginning + "…";
    }

    private static String escaped(int character) {
        return Character.toString(character)
                .chars()
                .mapToObj("\\u%04x"::formatted)
                .collect(Collectors.joining());
    }
}
