package dev.backflow.exports;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.backflow.recording.Axis;
import dev.backflow.recording.Bins;
import dev.backflow.recording.Histogram;
import dev.backflow.recording.Outline;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.storage.RecordedBlock;
import dev.backflow.storage.RecordedRun;
import dev.backflow.storage.TensorBlock;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * An object for each epoch: {@code {"epoch", "metrics": {metric: number}, "layers": {layer: {tensor: {statistic:
 * number}, "saturation": number, "dead_units": number, "inactive_units": number}}}}; and for each step that was
 * recorded inside an epoch: {@code {"step", "epoch", "layers"}}, the epoch with the part of it that was done, such as
 * 1.5.
 *
 * <p>JSON has no NaN and no ∞; null stands for them. How many elements were left out of a tensor's statistics is its
 * {@code non_finite}; what a metric was is added to the epoch as {@code "non_finite": {metric: "NaN"}}. A tensor of
 * which histograms are kept has {@code "histogram": {"lower": […], "upper": […], "count": […]}}, its bins that are not
 * empty; the end of an open one is null.
 */
final class JsonRows {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER) // the shortest text, on every Java the same
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private static final JsonFactory LINES =
            JSON.rebuild().rootValueSeparator("").build();

    private final JsonGenerator json;
    private final Outline outline;

    JsonRows(JsonGenerator json, RecordedRun run) {
        this.json = json;
        outline = run.outline();
    }

    static JsonGenerator generator(OutputStream out) {
        return JSON.createGenerator(ObjectWriteContext.empty(), out);
    }

    /** Puts nothing between values, so that each can be a line. */
    static JsonGenerator lines(OutputStream out) {
        return LINES.createGenerator(ObjectWriteContext.empty(), out);
    }

    /** @param i which one of the block's places */
    void write(RecordedBlock block, int i) {
        json.writeStartObject();
        int place = block.places()[i];
        if (block.axis() == Axis.STEP) {
            json.writeNumberProperty("step", place);
            json.writeNumberProperty("epoch", outline.epochOf(place));
        } else {
            json.writeNumberProperty("epoch", place);
            writeMetrics(block, i);
        }
        writeLayers(block, i);
        json.writeEndObject();
    }

    private void writeLayers(RecordedBlock block, int i) {
        json.writeObjectPropertyStart("layers");
        Map<String, List<TensorBlock>> layers =
                block.tensors().stream().collect(groupingBy(TensorBlock::layer, LinkedHashMap::new, toList()));
        block.slopes().keySet().forEach(layer -> layers.putIfAbsent(layer, List.of()));
        layers.forEach((layer, tensors) -> {
            json.writeObjectPropertyStart(layer);
            tensors.forEach(tensor -> writeTensor(tensor, i));
            double[][] slopes = block.slopes().getOrDefault(layer, new double[0][]);
            for (int measure = 0; measure < slopes.length; measure++) {
                write(SlopeMeasure.values()[measure].wireName(), slopes[measure][i]);
            }
            json.writeEndObject();
        });
        json.writeEndObject();
    }

    private void writeMetrics(RecordedBlock block, int i) {
        Map<String, String> nonFinite = new LinkedHashMap<>();
        json.writeObjectPropertyStart("metrics");
        block.metrics().forEach((name, values) -> {
            write(name, values[i]);
            if (!Double.isFinite(values[i])) {
                nonFinite.put(name, String.valueOf(values[i]));
            }
        });
        json.writeEndObject();
        if (!nonFinite.isEmpty()) {
            json.writeObjectPropertyStart("non_finite");
            nonFinite.forEach(json::writeStringProperty);
            json.writeEndObject();
        }
    }

    private void writeTensor(TensorBlock tensor, int i) {
        json.writeObjectPropertyStart(tensor.tensor().wireName());
        for (Statistic statistic : Statistic.values()) {
            double value = tensor.at(statistic, i);
            if (statistic == Statistic.NON_FINITE) {
                json.writeNumberProperty(statistic.wireName(), (long) value);
            } else {
                write(statistic.wireName(), value);
            }
        }
        if (tensor.histograms() != null) {
            writeHistogram(tensor.histograms().get(i));
        }
        json.writeEndObject();
    }

    private void writeHistogram(Histogram histogram) {
        json.writeObjectPropertyStart("histogram");
        json.writeArrayPropertyStart("lower");
        for (int bin : histogram.bins()) {
            write(Bins.lower(bin));
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("upper");
        for (int bin : histogram.bins()) {
            write(Bins.upper(bin));
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("count");
        for (int count : histogram.counts()) {
            json.writeNumber(count);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(double end) {
        if (Double.isFinite(end)) {
            json.writeNumber(end);
        } else {
            json.writeNull();
        }
    }

    private void write(String name, double value) {
        if (Double.isFinite(value)) {
            json.writeNumberProperty(name, value);
        } else {
            json.writeNullProperty(name);
        }
    }
}
