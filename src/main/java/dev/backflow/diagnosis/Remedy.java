package dev.backflow.diagnosis;

import java.util.Map;

/**
 * Something to try.
 *
 * @param title what it does
 * @param patch a JSON merge patch (RFC 7396) of the run's spec, as forking takes it
 */
public record Remedy(String title, Map<String, Object> patch) {

    /** Such as "Scale the features; use adam". */
    public static String joined(String first, String second) {
        return first + "; " + insideSentence(second);
    }

    /** A title where it does not begin the sentence. */
    public static String insideSentence(String title) {
        return Character.toLowerCase(title.charAt(0)) + title.substring(1);
    }
}
