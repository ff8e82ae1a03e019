package dev.backflow.datasets;

import dev.backflow.spec.Check;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A spec beside the file that it is about: decides what the spec leaves open. */
final class CsvEncoding {

    private final Csv given;
    private final CsvFile file;
    private final CsvColumns columns;
    private final Task task;

    CsvEncoding(Csv given, CsvFile file) {
        this.given = given;
        this.file = file;
        columns = CsvColumns.of(given, file);
        task = task();
    }

    private Task task() {
        if (columns.target() instanceof NumericValues numbers) {
            Task inferred = numbers.numberClasses() ? Task.CLASSIFICATION : Task.REGRESSION;
            return given.task() == null ? inferred : given.task();
        }
        Check.require(
                given.task() != Task.REGRESSION,
                "task",
                "regression",
                "must be classification, since not all values of " + given.target() + " are numbers");
        return Task.CLASSIFICATION;
    }

    CsvColumns columns() {
        return columns;
    }

    /**
     * The spec with everything filled in.
     *
     * @throws dev.backflow.spec.InvalidSpecException if it was filled in before, from other content
     */
    Csv spec() {
        CsvContent found = content();
        if (given.content() != null) {
            String sha256 = given.content().sha256();
            Check.require(
                    sha256.equals(found.sha256()),
                    "content/sha256",
                    sha256,
                    "must be that of the data set, " + found.sha256() + "; leave content out to take what is there");
            Check.require(
                    given.content().equals(given.content().targetRange() == null ? found.withoutRange() : found),
                    "content",
                    given.content(),
                    "must be what the data set holds; leave it out to have it filled in");
        }
        return new Csv(
                given.dataset(),
                given.target(),
                columns.names(),
                given.sampleWeight(),
                given.missing(),
                given.columns(),
                task,
                given.shuffle(),
                given.seed(),
                found);
    }

    private CsvContent content() {
        List<String> classes = task == Task.REGRESSION ? null : columns.target().categories();
        Check.require(
                classes == null || classes.size() > 1,
                "target",
                given.target(),
                "must have at least two different values to tell apart");
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < columns.names().size(); i++) {
            inputs.addAll(inputs(columns.names().get(i), columns.features().get(i)));
        }
        return new CsvContent(file.sha256(), columns.rows(), inputs, classes, range());
    }

    private @Nullable List<Double> range() {
        if (task == Task.CLASSIFICATION || !(columns.target() instanceof NumericValues numbers)) {
            return null;
        }
        DoubleSummaryStatistics all =
                IntStream.range(0, columns.rows()).mapToDouble(numbers::at).summaryStatistics();
        return List.of(all.getMin(), all.getMax());
    }

    private static List<String> inputs(String name, CsvValues values) {
        return values instanceof NumericValues
                ? List.of(name)
                : values.categories().stream()
                        .map(category -> name + "=" + category)
                        .toList();
    }
}
