package dev.backflow.figures;

import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What figures of experiments say in words. */
final class WordsOf {

    private WordsOf() {}

    /** The experiment's name above what is shown, how far it is and what else is to be known. */
    static Figure.Head head(ExperimentSubject subject, String shown, String more) {
        String running =
                subject.ended() < subject.runs() ? subject.ended() + " of " + subject.runs() + " runs have ended" : "";
        String note = Stream.of(shown, more, running)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; "));
        return new Figure.Head(subject.name(), note);
    }

    static String statistic(Statistic statistic, Tensor tensor) {
        return statistic.wireName() + " of " + tensor.wireName();
    }
}
