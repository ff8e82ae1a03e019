package dev.backflow.api;

import dev.backflow.diagnosis.Remedy;
import java.util.List;
import java.util.Map;

/**
 * Something to try.
 *
 * @param title what it does
 * @param patch a JSON merge patch (RFC 7396) of the run's spec, as forking takes it
 */
record RemedyView(String title, Map<String, Object> patch) {

    static List<RemedyView> of(List<Remedy> remedies) {
        return remedies.stream()
                .map(remedy -> new RemedyView(remedy.title(), remedy.patch()))
                .toList();
    }
}
