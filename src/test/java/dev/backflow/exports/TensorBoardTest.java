package dev.backflow.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.backflow.recording.Axis;
import dev.backflow.recording.Bins;
import dev.backflow.recording.Histogram;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.storage.RecordedBlock;
import dev.backflow.storage.TensorBlock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event file, read by a CRC written from its polynomial, by protobuf's own reader, and by TensorBoard. */
class TensorBoardTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05.5Z");
    private static final int[] EPOCHS = {0, 5, 300};
    private static final int[] STEPS = {0, 7, 2100};
    private static final double[] LOSSES = {0.7, Double.NaN, Double.POSITIVE_INFINITY};

    /** Of an open end and neighbours and far ones, of zeros, and of nothing. */
    private static final List<Histogram> HISTOGRAMS = Stream.of(
                    Map.of(0, 2, 70, 3, 71, 4, 90, 1), Map.of(81, 9), Map.of())
            .map(TensorBoardTest::histogram)
            .toList();

    private static Histogram histogram(Map<?, ?> counts) {
        int[] all = new int[Bins.COUNT];
        counts.forEach((bin, count) -> all[(int) bin] = (int) count);
        return Histogram.of(all);
    }

    /** Numbers of all sizes, by statistic and epoch. */
    private static double number(Statistic statistic, int i) {
        return statistic == Statistic.NON_FINITE ? 7 : Math.pow(10, -5 * statistic.ordinal()) * (i + 1);
    }

    private static byte[] file() {
        double[][] statistics = new double[Statistic.values().length][EPOCHS.length];
        for (Statistic statistic : Statistic.values()) {
            for (int i = 0; i < EPOCHS.length; i++) {
                statistics[statistic.ordinal()][i] = number(statistic, i);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TensorBoardWriter writer = new TensorBoardWriter(START, out)) {
            writer.write(new RecordedBlock(
                    Axis.EPOCH,
                    EPOCHS,
                    Map.of("loss", LOSSES),
                    List.of(new TensorBlock("hidden_1", Tensor.KERNEL, statistics, HISTOGRAMS)),
                    Map.of()));
            List<TensorBlock> tensors = List.of(new TensorBlock("hidden_1", Tensor.KERNEL, statistics, null));
            writer.write(new RecordedBlock(Axis.STEP, STEPS, Map.of(), tensors, Map.of()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    /** The checked data of the records. */
    private static List<byte[]> records(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> records = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            assertThat(in.getInt()).isEqualTo(maskedCrc(length));
            byte[] data = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            in.get(data);
            assertThat(in.getInt()).isEqualTo(maskedCrc(data));
            records.add(data);
        }
        return records;
    }

    /** Castagnoli's polynomial, reflected, bit by bit. */
    private static int maskedCrc(byte[] bytes) {
        int crc = -1;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc >>> 1 ^ (crc & 1) * 0x82f63b78;
            }
        }
        crc = ~crc;
        return (crc >>> 15 | crc << 17) + 0xa282ead8;
    }

    @Test
    void theReferenceChecksumIsThatOfRfc3720() {
        int masked = maskedCrc(new byte[32]);
        assertThat(Integer.rotateLeft(masked - 0xa282ead8, 15)).isEqualTo(0x8a9136aa);
    }

    private static FieldDescriptorProto field(String name, int number, Type type, String message) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(name.equals("value") ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL);
        return (message == null ? field : field.setTypeName(message)).build();
    }

    /** The part of event.proto and summary.proto that is used. */
    private static Descriptor event() throws Exception {
        DescriptorProto value = DescriptorProto.newBuilder()
                .setName("Value")
                .addField(field("tag", 1, Type.TYPE_STRING, null))
                .addField(field("simple_value", 2, Type.TYPE_FLOAT, null))
                .addField(field("histo", 5, Type.TYPE_MESSAGE, "HistogramProto"))
                .build();
        DescriptorProto.Builder histogram = DescriptorProto.newBuilder().setName("HistogramProto");
        for (String name : List.of("min", "max", "num", "sum", "sum_squares", "bucket_limit", "bucket")) {
            int number = histogram.getFieldCount() + 1;
            FieldDescriptorProto.Builder field = field(name, number, Type.TYPE_DOUBLE, null).toBuilder();
            if (number > 5) {
                field.setLabel(Label.LABEL_REPEATED)
                        .setOptions(FieldOptions.newBuilder().setPacked(true));
            }
            histogram.addField(field);
        }
        DescriptorProto summary = DescriptorProto.newBuilder()
                .setName("Summary")
                .addField(field("value", 1, Type.TYPE_MESSAGE, "Value"))
                .build();
        DescriptorProto event = DescriptorProto.newBuilder()
                .setName("Event")
                .addField(field("wall_time", 1, Type.TYPE_DOUBLE, null))
                .addField(field("step", 2, Type.TYPE_INT64, null))
                .addField(field("file_version", 3, Type.TYPE_STRING, null))
                .addField(field("summary", 5, Type.TYPE_MESSAGE, "Summary"))
                .build();
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("event.proto")
                .addMessageType(histogram)
                .addMessageType(value)
                .addMessageType(summary)
                .addMessageType(event)
                .build();
        return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Event");
    }

    private static Object get(DynamicMessage message, String field) {
        return message.getField(message.getDescriptorForType().findFieldByName(field));
    }

    @Test
    void theFileIsAVersionAndAnEventForEachEpochThenForEachStep() throws Exception {
        List<byte[]> records = records(file());
        assertThat(records).hasSize(1 + EPOCHS.length + STEPS.length);
        for (int i = 0; i < records.size(); i++) {
            DynamicMessage event = DynamicMessage.parseFrom(event(), records.get(i));
            assertThat(event.getUnknownFields().asMap()).isEmpty();
            assertThat(get(event, "wall_time")).isEqualTo(1767323045.5);
            assertThat(get(event, "file_version")).isEqualTo(i == 0 ? "brain.Event:2" : "");
            if (i > EPOCHS.length) {
                int step = i - 1 - EPOCHS.length;
                assertThat(get(event, "step")).isEqualTo((long) STEPS[step]);
                assertThat(scalars(event)).isEqualTo(statistics("steps/", step));
            } else if (i > 0) {
                assertThat(get(event, "step")).isEqualTo((long) EPOCHS[i - 1]);
                assertThat(scalars(event)).isEqualTo(expected(i - 1));
            }
        }
    }

    private static Map<String, Float> scalars(DynamicMessage event) {
        Map<String, Float> scalars = new LinkedHashMap<>();
        for (Object value : (List<?>) get((DynamicMessage) get(event, "summary"), "value")) {
            DynamicMessage scalar = (DynamicMessage) value;
            if (scalar.hasField(scalar.getDescriptorForType().findFieldByName("histo"))) {
                continue;
            }
            scalars.put((String) get(scalar, "tag"), (Float) get(scalar, "simple_value"));
        }
        return scalars;
    }

    @Test
    void histogramsStandBesideTheScalarsWithStretchesOfEmptyBinsMadeOne() throws Exception {
        List<byte[]> records = records(file());
        DynamicMessage first = histogram(DynamicMessage.parseFrom(event(), records.get(1)));
        assertThat(get(first, "min")).isEqualTo(number(Statistic.MIN, 0));
        assertThat(get(first, "max")).isEqualTo(number(Statistic.MAX, 0));
        assertThat(get(first, "num")).isEqualTo(10.0);
        assertThat(get(first, "sum")).isEqualTo(10 * number(Statistic.MEAN, 0));
        double[] edges = Bins.edges();
        assertThat(get(first, "bucket_limit"))
                .isEqualTo(List.of(edges[0], edges[69], edges[70], edges[71], edges[89], edges[90]));
        assertThat(get(first, "bucket")).isEqualTo(List.of(2.0, 0.0, 3.0, 4.0, 0.0, 1.0));
        DynamicMessage zeros = histogram(DynamicMessage.parseFrom(event(), records.get(2)));
        assertThat(get(zeros, "bucket_limit")).isEqualTo(List.of(1e-12));
        assertThat(histogram(DynamicMessage.parseFrom(event(), records.get(3)))).isNull();
    }

    private static DynamicMessage histogram(DynamicMessage event) {
        for (Object value : (List<?>) get((DynamicMessage) get(event, "summary"), "value")) {
            DynamicMessage message = (DynamicMessage) value;
            if (message.hasField(message.getDescriptorForType().findFieldByName("histo"))) {
                assertThat(get(message, "tag")).isEqualTo("hidden_1/kernel");
                return (DynamicMessage) get(message, "histo");
            }
        }
        return null;
    }

    private static Map<String, Float> expected(int i) {
        Map<String, Float> expected = new LinkedHashMap<>();
        expected.put("loss", (float) LOSSES[i]);
        expected.putAll(statistics("", i));
        return expected;
    }

    private static Map<String, Float> statistics(String prefix, int i) {
        Map<String, Float> expected = new LinkedHashMap<>();
        for (Statistic statistic : Statistic.values()) {
            expected.put(prefix + "kernel/" + statistic.wireName() + "/hidden_1", (float) number(statistic, i));
        }
        return expected;
    }

    /** With {@code -Dbackflow.python=…} or {@code python3}, where tensorboard is installed there. */
    @Test
    void tensorboardReadsIt(@TempDir Path directory) throws Exception {
        String python = System.getProperty("backflow.python", "python3");
        assumeTrue(run(python, "-c", "import tensorboard").isPresent(), "There is no TensorBoard for " + python);
        Files.write(directory.resolve("events.out.tfevents.1.backflow"), file());
        String script = """
                import sys
                from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
                events = EventAccumulator(sys.argv[1], size_guidance={'scalars': 0, 'tensors': 0})
                events.Reload()
                for tag in events.Tags()['scalars']:
                    for event in events.Scalars(tag):
                        print(tag, event.step, float(event.value).hex() if event.value == event.value else 'NaN')
                """;
        String read = run(python, "-c", script, directory.toString()).orElseThrow();
        Map<String, Float> scalars = new LinkedHashMap<>();
        read.lines()
                .map(line -> line.split(" "))
                .forEach(part -> scalars.put(
                        part[1] + " " + part[0],
                        part[2].equals("inf") ? Float.POSITIVE_INFINITY : Float.valueOf(part[2])));
        Map<String, Float> all = new LinkedHashMap<>();
        for (int i = 0; i < EPOCHS.length; i++) {
            int epoch = EPOCHS[i];
            expected(i).forEach((tag, value) -> all.put(epoch + " " + tag, value));
            int step = STEPS[i];
            statistics("steps/", i).forEach((tag, value) -> all.put(step + " " + tag, value));
        }
        assertThat(scalars).isEqualTo(all);
    }

    @Test
    void tensorboardReadsTheHistograms(@TempDir Path directory) throws Exception {
        String python = System.getProperty("backflow.python", "python3");
        assumeTrue(run(python, "-c", "import tensorboard").isPresent(), "There is no TensorBoard for " + python);
        Files.write(directory.resolve("events.out.tfevents.1.backflow"), file());
        String script = """
                import sys
                from tensorboard.backend.event_processing.plugin_event_accumulator import EventAccumulator
                from tensorboard.util import tensor_util
                events = EventAccumulator(sys.argv[1])
                events.Reload()
                for event in events.Tensors('hidden_1/kernel'):
                    print(event.step, tensor_util.make_ndarray(event.tensor_proto)[:, 2].tolist())
                """;
        assertThat(run(python, "-c", script, directory.toString()).orElseThrow())
                .isEqualTo("0 [2.0, 0.0, 3.0, 4.0, 0.0, 1.0]\n5 [9.0]\n");
    }

    private static Optional<String> run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no such program
        }
    }
}
