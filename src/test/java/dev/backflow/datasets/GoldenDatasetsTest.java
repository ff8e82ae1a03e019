package dev.backflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.backflow.engine.Examples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The numbers in {@code golden-datasets/*.csv} were made by scikit-learn 1.9.1 on NumPy 2.4.6. The comment above each
 * case is the call; {@code make.py} beside them says what the lines hold. The checksums make this a comparison of all
 * bits of all examples.
 */
class GoldenDatasetsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden-datasets");
    private static final long LARGEST = 0xFFFF_FFFFL;
    private static final List<Double> BOX = List.of(-10.0, 10.0);

    static Stream<Arguments> cases() {
        return Stream.of(
                arguments("circles", "tutorial", new Circles(1000, true, 0.1, 0.5, 42)),
                arguments("circles", "defaults", new Circles(100, true, null, 0.8, 0)),
                arguments("circles", "odd", new Circles(101, true, 0.05, 0.3, 7)),
                arguments("circles", "in_order", new Circles(50, false, 0.2, 0.8, 1)),
                arguments("circles", "exact", new Circles(33, false, null, 0, 0)),
                arguments("circles", "one", new Circles(1, true, 0.1, 0.8, 3)),
                arguments("circles", "largest_seed", new Circles(64, true, 1.0, 0.9, LARGEST)),
                arguments("circles", "many", new Circles(200_001, true, 0.1, 0.5, 5)),
                arguments("moons", "noisy", new Moons(1000, true, 0.1, 42)),
                arguments("moons", "defaults", new Moons(100, true, null, 0)),
                arguments("moons", "odd", new Moons(101, true, 0.3, 7)),
                arguments("moons", "in_order", new Moons(51, false, null, 0)),
                arguments("moons", "two", new Moons(2, true, 0.1, 3)),
                arguments("moons", "three", new Moons(3, true, null, 3)),
                arguments("blobs", "defaults", new Blobs(100, 2, 3, 1, BOX, true, 0)),
                arguments("blobs", "uneven", new Blobs(101, 3, 4, 0.5, BOX, true, 42)),
                arguments("blobs", "in_order", new Blobs(20, 2, 2, 1, List.of(-1.0, 3.0), false, 9)),
                arguments("blobs", "points", new Blobs(12, 2, 5, 0, BOX, true, 1)),
                arguments("blobs", "wide", new Blobs(500, 30, 10, 2, BOX, true, 1L << 31)),
                arguments("gaussian_quantiles", "defaults", new GaussianQuantiles(1, 100, 2, 3, true, 0)),
                arguments("gaussian_quantiles", "binary", new GaussianQuantiles(3, 1001, 2, 2, true, 42)),
                arguments("gaussian_quantiles", "in_order", new GaussianQuantiles(1, 50, 5, 4, false, 1)),
                arguments("gaussian_quantiles", "wide", new GaussianQuantiles(0.25, 500, 30, 7, true, LARGEST)),
                arguments("gaussian_quantiles", "line", new GaussianQuantiles(1, 40, 1, 3, true, 8)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void equalsScikitLearnToTheBit(String file, String name, DatasetSpec spec) {
        Examples examples = spec.generate();

        List<String[]> golden = golden(file, name);

        assertThat(golden).hasSizeGreaterThan(3);
        for (String[] line : golden) {
            switch (line[1]) {
                case "sum" -> assertSums(examples, line, false);
                case "weighted" -> assertSums(examples, line, true);
                case "crc32" -> assertChecksums(examples, line);
                default -> assertRow(examples, Integer.parseInt(line[1]), line);
            }
        }
    }

    private static List<String[]> golden(String file, String name) {
        try (Stream<String> lines = Files.lines(GOLDEN.resolve(file + ".csv"))) {
            return lines.filter(line -> line.startsWith(name + ","))
                    .map(line -> line.split(","))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertRow(Examples examples, int row, String[] line) {
        FMatrixRMaj features = examples.features();
        assertThat(line).hasSize(features.numCols + 3);
        for (int j = 0; j < features.numCols; j++) {
            assertThat(features.get(row, j)).as("row %d, column %d", row, j).isEqualTo(Float.parseFloat(line[j + 2]));
        }
        assertThat(Classes.of(examples, row)).isEqualTo(Integer.parseInt(line[features.numCols + 2]));
    }

    private static void assertSums(Examples examples, String[] line, boolean weighted) {
        int columns = examples.features().numCols;
        for (int j = 0; j <= columns; j++) {
            double sum = 0;
            for (int row = 0; row < examples.size(); row++) {
                double value = j < columns ? examples.features().get(row, j) : Classes.of(examples, row);
                sum += value * (weighted ? row + 1 : 1);
            }
            double expected = Double.parseDouble(line[j + 2]);
            assertThat(sum)
                    .as("%s of column %d", line[1], j)
                    .isEqualTo(expected, within(1e-9 + 1e-9 * Math.abs(expected)));
        }
    }

    private static void assertChecksums(Examples examples, String[] line) {
        ByteBuffer features = ByteBuffer.allocate(4 * examples.features().getNumElements());
        features.asFloatBuffer().put(examples.features().data);
        ByteBuffer labels = ByteBuffer.allocate(examples.size());
        for (int label : Classes.of(examples)) {
            labels.put((byte) label);
        }
        assertThat(crc(features)).as("bits of all features").isEqualTo(Long.parseLong(line[2]));
        assertThat(crc(labels)).as("all labels").isEqualTo(Long.parseLong(line[3]));
    }

    private static long crc(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes.array());
        return crc.getValue();
    }
}
