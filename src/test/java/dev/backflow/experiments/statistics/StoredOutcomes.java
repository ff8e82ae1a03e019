package dev.backflow.experiments.statistics;

import dev.backflow.engine.Observation;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingObserver;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.SpecReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Final accuracies of the tutorial's network, 400 seeds of six cells, trained once by this class and stored: real
 * outcomes, in two heaps, from which experiments are drawn that cost no training. The seed varies all that is random:
 * weights, batches and data. Written anew by {@code mvn -Pbenchmark test-compile exec:exec
 * -Dmain=dev.backflow.experiments.statistics.StoredOutcomes}.
 *
 * @param cells the outcomes of each cell, such as {@code sigmoid random_normal}, seed 1 first
 */
record StoredOutcomes(Map<String, double[]> cells) {

    static final String SIGMOID = "sigmoid random_normal";
    static final String TANH = "tanh random_normal";

    private static final int SEEDS = 400;
    private static final Path FILE = Path.of("src/test/resources/statistics/outcomes.csv");
    private static final JsonMapper MAPPER = new JsonMapper();

    static StoredOutcomes read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new ClassPathResource("statistics/outcomes.csv").getInputStream(), StandardCharsets.UTF_8))) {
            String[] header = lines.readLine().split(",");
            List<double[]> rows = lines.lines()
                    .map(line -> Arrays.stream(line.split(","))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();
            Map<String, double[]> cells = new LinkedHashMap<>();
            for (int i = 1; i < header.length; i++) {
                int column = i;
                cells.put(
                        header[i], rows.stream().mapToDouble(row -> row[column]).toArray());
            }
            return new StoredOutcomes(cells);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The accuracy after 100 epochs of the tutorial's network with this seed. */
    static double train(String cell, long seed) {
        String[] parts = cell.split(" ");
        RunSpec spec = SpecReader.read(spec(parts[0], parts[1], seed), RunSpec.class);
        Trainer trainer =
                new Trainer(spec.network(), spec.training(), spec.dataset().generate(), seed, new OnlyTheEnd());
        return trainer.train().orElseThrow().training().metrics().get(0);
    }

    private record OnlyTheEnd() implements TrainingObserver {

        @Override
        public boolean observes(int epoch) {
            return false;
        }

        @Override
        public void observed(Observation observation) {}
    }

    private static JsonNode spec(String activation, String initializer, long seed) {
        try (InputStream preset = new ClassPathResource("presets/vanishing-gradient.json").getInputStream()) {
            ObjectNode spec =
                    (ObjectNode) MAPPER.readTree(preset).get("runs").get(0).get("spec");
            spec.put("seed", seed);
            ((ObjectNode) spec.get("dataset")).put("seed", seed);
            spec.at("/network/layers").forEach(layer -> {
                if (initializer.equals("glorot_uniform")) {
                    ((ObjectNode) layer).put("kernel_initializer", initializer);
                }
            });
            ((ObjectNode) spec.at("/network/layers/0")).put("activation", activation);
            return spec;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void main(String... arguments) throws IOException {
        List<String> cells = new ArrayList<>();
        for (String activation : List.of("sigmoid", "tanh", "relu")) {
            cells.add(activation + " random_normal");
            cells.add(activation + " glorot_uniform");
        }
        List<String> lines = new ArrayList<>(List.of("seed," + String.join(",", cells)));
        for (int seed = 1; seed <= SEEDS; seed++) {
            StringBuilder line = new StringBuilder().append(seed);
            for (String cell : cells) {
                line.append(',').append(Math.round(train(cell, seed) * 1000) / 1000.0);
            }
            lines.add(line.toString());
        }
        Files.write(FILE, lines);
    }
}
