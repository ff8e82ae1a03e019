package dev.backflow.exports;

import com.google.protobuf.CodedOutputStream;
import dev.backflow.recording.Axis;
import dev.backflow.recording.Bins;
import dev.backflow.recording.Histogram;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.storage.RecordedBlock;
import dev.backflow.storage.TensorBlock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An event file for TensorBoard: an {@code Event} (tensorflow/core/util/event.proto) for each epoch, which is its step,
 * with a {@code Summary} (tensorflow/core/framework/summary.proto) of scalars: the metrics, and {@code
 * tensor/statistic/layer}; and of histograms ({@code HistogramProto}, tensorflow/core/framework/histogram.proto):
 * {@code layer/tensor}, with stretches of empty bins made one. Then one for each step that was recorded inside an
 * epoch, with scalars {@code steps/tensor/statistic/layer}: tags of their own, since TensorBoard wants the steps of a
 * tag to ascend. TensorBoard holds scalars in single precision; NaN and ±∞ stay what they are. The moments at which
 * epochs were reached are not known; all events bear that of the start.
 */
public final class TensorBoardWriter implements ExportWriter {

    public static final ExportFormat FORMAT = new ExportFormat(
            "application/octet-stream",
            "events.out.tfevents.{time}.{run}",
            (export, out) -> new TensorBoardWriter(export.started(), out),
            Axis.EPOCH,
            Axis.STEP);

    /** Stands before the tags of what was recorded inside epochs. */
    private static final String STEPS = "steps/";

    private static final int EVENT_WALL_TIME = 1;
    private static final int EVENT_STEP = 2;
    private static final int EVENT_FILE_VERSION = 3;
    private static final int EVENT_SUMMARY = 5;
    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int VALUE_SIMPLE_VALUE = 2;

    private static final int VALUE_HISTOGRAM = 5;
    private static final int HISTOGRAM_MIN = 1;
    private static final int HISTOGRAM_MAX = 2;
    private static final int HISTOGRAM_NUM = 3;
    private static final int HISTOGRAM_SUM = 4;
    private static final int HISTOGRAM_SUM_SQUARES = 5;
    private static final int HISTOGRAM_BUCKET_LIMIT = 6;
    private static final int HISTOGRAM_BUCKET = 7;

    private final TfRecords records;
    private final double wallTime;

    TensorBoardWriter(Instant start, OutputStream out) throws IOException {
        records = new TfRecords(out);
        wallTime = start.getEpochSecond() + start.getNano() * 1e-9;
        records.write(bytes(event -> {
            event.writeDouble(EVENT_WALL_TIME, wallTime);
            event.writeString(EVENT_FILE_VERSION, "brain.Event:2");
        }));
    }

    @Override
    public void write(RecordedBlock block) throws IOException {
        for (int i = 0; i < block.places().length; i++) {
            int row = i;
            byte[] summary = bytes(message -> writeSummary(message, block, row));
            records.write(bytes(event -> {
                event.writeDouble(EVENT_WALL_TIME, wallTime);
                event.writeInt64(EVENT_STEP, block.places()[row]);
                event.writeByteArray(EVENT_SUMMARY, summary);
            }));
        }
    }

    private static void writeSummary(CodedOutputStream summary, RecordedBlock block, int row) throws IOException {
        String prefix = block.axis() == Axis.STEP ? STEPS : "";
        for (Map.Entry<String, double[]> metric : block.metrics().entrySet()) {
            writeScalar(summary, metric.getKey(), metric.getValue()[row]);
        }
        for (TensorBlock tensor : block.tensors()) {
            for (Statistic statistic : Statistic.values()) {
                String tag = tensor.tensor().wireName() + "/" + statistic.wireName() + "/" + tensor.layer();
                writeScalar(summary, prefix + tag, tensor.at(statistic, row));
            }
        }
        writeSlopes(summary, block, row);
        for (TensorBlock tensor : block.tensors()) {
            List<Histogram> histograms = tensor.histograms();
            if (histograms != null && histograms.get(row).bins().length > 0) {
                writeHistogram(summary, tensor, histograms.get(row), row);
            }
        }
    }

    private static void writeHistogram(CodedOutputStream summary, TensorBlock tensor, Histogram counted, int row)
            throws IOException {
        long elements = IntStream.of(counted.counts()).asLongStream().sum();
        double rms = tensor.at(Statistic.RMS, row);
        byte[] histogram = bytes(message -> {
            message.writeDouble(HISTOGRAM_MIN, tensor.at(Statistic.MIN, row));
            message.writeDouble(HISTOGRAM_MAX, tensor.at(Statistic.MAX, row));
            message.writeDouble(HISTOGRAM_NUM, elements);
            message.writeDouble(HISTOGRAM_SUM, tensor.at(Statistic.MEAN, row) * elements);
            message.writeDouble(HISTOGRAM_SUM_SQUARES, rms * rms * elements);
            writeBuckets(message, counted);
        });
        summary.writeByteArray(SUMMARY_VALUE, bytes(value -> {
            value.writeString(VALUE_TAG, tensor.layer() + "/" + tensor.tensor().wireName());
            value.writeByteArray(VALUE_HISTOGRAM, histogram);
        }));
    }

    /** A bucket reaches from the limit before it to its own; the first begins at the minimum. */
    private static void writeBuckets(CodedOutputStream histogram, Histogram counted) throws IOException {
        List<Double> limits = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        for (int k = 0; k < counted.bins().length; k++) {
            int bin = counted.bins()[k];
            if (k > 0 && counted.bins()[k - 1] < bin - 1) {
                limits.add(Bins.lower(bin));
                counts.add(0.0);
            }
            limits.add(Math.min(Bins.upper(bin), Double.MAX_VALUE));
            counts.add((double) counted.counts()[k]);
        }
        writePacked(histogram, HISTOGRAM_BUCKET_LIMIT, limits);
        writePacked(histogram, HISTOGRAM_BUCKET, counts);
    }

    private static void writePacked(CodedOutputStream message, int field, List<Double> numbers) throws IOException {
        message.writeByteArray(field, bytes(packed -> {
            for (double number : numbers) {
                packed.writeDoubleNoTag(number);
            }
        }));
    }

    private static void writeSlopes(CodedOutputStream summary, RecordedBlock block, int row) throws IOException {
        for (Map.Entry<String, double[][]> slopes : block.slopes().entrySet()) {
            for (SlopeMeasure measure : SlopeMeasure.values()) {
                String tag = measure.wireName() + "/" + slopes.getKey();
                writeScalar(summary, tag, slopes.getValue()[measure.ordinal()][row]);
            }
        }
    }

    private static void writeScalar(CodedOutputStream summary, String tag, double number) throws IOException {
        summary.writeByteArray(SUMMARY_VALUE, bytes(value -> {
            value.writeString(VALUE_TAG, tag);
            value.writeFloat(VALUE_SIMPLE_VALUE, (float) number);
        }));
    }

    /** Writes the fields of a message. */
    private interface Fields {
        void write(CodedOutputStream message) throws IOException;
    }

    private static byte[] bytes(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream message = CodedOutputStream.newInstance(bytes, 1 << 8);
        fields.write(message);
        message.flush();
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        records.flush();
    }
}
