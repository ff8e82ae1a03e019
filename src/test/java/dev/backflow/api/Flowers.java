package dev.backflow.api;

import java.util.Locale;
import java.util.Random;

/** A file like Fisher's irises, sorted by species as that is, with the three species well apart. */
public final class Flowers {

    public static final String CSV = csv();

    private Flowers() {}

    private static String csv() {
        Random random = new Random(1936);
        StringBuilder csv = new StringBuilder("sepal_length,petal_length,garden,species\n");
        String[] species = {"setosa", "versicolor", "virginica"};
        for (int row = 0; row < 150; row++) {
            int kind = row / 50;
            csv.append(String.format(
                    Locale.ROOT,
                    "%.2f,%.2f,%s,%s\n",
                    50 + 10 * kind + random.nextGaussian(),
                    0.14 + 0.3 * kind + 0.03 * random.nextGaussian(),
                    random.nextBoolean() ? "north" : "\"south, by the wall\"",
                    species[kind]));
        }
        return csv.toString();
    }

    /** A run that learns the species. */
    static String run(String dataset) {
        return """
                {"name": "flowers", "spec": {
                 "dataset": {"type": "csv", "dataset": "%s", "target": "species", "scaling": "standardise", "seed": 3},
                 "network": {"layers": [{"units": 8, "activation": "tanh"}, {"units": 3, "activation": "softmax"}]},
                 "training": {"loss": "categorical_crossentropy", "metrics": ["accuracy"],
                              "optimizer": {"type": "adam", "learning_rate": 0.05},
                              "epochs": 30, "validation_split": 0.2},
                 "seed": 7}}
                """.formatted(dataset);
    }
}
