package dev.backflow.storage;

import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Histogram;
import dev.backflow.recording.HistogramRecord;
import dev.backflow.recording.SlopeRecord;
import dev.backflow.recording.StepRecord;
import dev.backflow.recording.Tensor;
import dev.backflow.recording.TensorRecord;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cuts epochs into chunks, and each chunk into one series for each key: a metric, or a tensor of a layer. */
final class Chunks {

    /** The longest chunk; the view {@code layer_epoch_statistics} reads no further. */
    static final int MAX_EPOCHS = 256;

    private Chunks() {}

    static List<Series<String, Double>> ofMetrics(List<EpochRecord> epochs) {
        return pieces(epochs).flatMap(piece -> metrics(piece).stream()).toList();
    }

    static List<Series<Place, TensorRecord>> ofTensors(List<EpochRecord> epochs) {
        return pieces(epochs)
                .flatMap(piece -> tensors(piece, EpochRecord::epoch, EpochRecord::tensors).stream())
                .toList();
    }

    static List<Series<String, SlopeRecord>> ofSlopes(List<EpochRecord> epochs) {
        return pieces(epochs).flatMap(piece -> slopes(piece).stream()).toList();
    }

    static List<Series<Place, Histogram>> ofHistograms(List<EpochRecord> epochs) {
        return pieces(epochs).flatMap(piece -> histograms(piece).stream()).toList();
    }

    static List<Series<Place, TensorRecord>> ofSteps(List<StepRecord> steps) {
        return pieces(steps)
                .flatMap(piece -> tensors(piece, StepRecord::step, StepRecord::tensors).stream())
                .toList();
    }

    private static <T> Stream<List<T>> pieces(List<T> epochs) {
        return IntStream.iterate(0, from -> from < epochs.size(), from -> from + MAX_EPOCHS)
                .mapToObj(from -> epochs.subList(from, Math.min(from + MAX_EPOCHS, epochs.size())));
    }

    private static Collection<Series<String, Double>> metrics(List<EpochRecord> piece) {
        Map<String, Series<String, Double>> series = new LinkedHashMap<>();
        for (EpochRecord epoch : piece) {
            int ordinal = 0;
            for (Map.Entry<String, Double> metric : epoch.metrics().entrySet()) {
                Series.in(series, metric.getKey(), ordinal++).add(epoch.epoch(), metric.getValue());
            }
        }
        return series.values();
    }

    private static <T> Collection<Series<Place, TensorRecord>> tensors(
            List<T> piece, ToIntFunction<T> place, Function<T, List<TensorRecord>> tensors) {
        Map<Place, Series<Place, TensorRecord>> series = new LinkedHashMap<>();
        for (T record : piece) {
            for (TensorRecord tensor : tensors.apply(record)) {
                Series.in(series, new Place(tensor.layer(), tensor.tensor()), series.size())
                        .add(place.applyAsInt(record), tensor);
            }
        }
        return series.values();
    }

    private static Collection<Series<Place, Histogram>> histograms(List<EpochRecord> piece) {
        Map<Place, Series<Place, Histogram>> series = new LinkedHashMap<>();
        for (EpochRecord epoch : piece) {
            for (HistogramRecord record : epoch.histograms()) {
                Series.in(series, new Place(record.layer(), record.tensor()), series.size())
                        .add(epoch.epoch(), record.histogram());
            }
        }
        return series.values();
    }

    private static Collection<Series<String, SlopeRecord>> slopes(List<EpochRecord> piece) {
        Map<String, Series<String, SlopeRecord>> series = new LinkedHashMap<>();
        for (EpochRecord epoch : piece) {
            for (SlopeRecord slopes : epoch.slopes()) {
                Series.in(series, slopes.layer(), series.size()).add(epoch.epoch(), slopes);
            }
        }
        return series.values();
    }

    /** Where a tensor was measured. */
    record Place(String layer, Tensor tensor) {}
}
