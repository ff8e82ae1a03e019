package dev.backflow.api;

import dev.backflow.diagnosis.Signal;
import dev.backflow.figures.Plane;
import dev.backflow.figures.PlaneAnswers;
import dev.backflow.figures.Subject;
import dev.backflow.findings.Findings;
import dev.backflow.runs.Classes;
import dev.backflow.runs.PredictionService;
import dev.backflow.runs.Predictor;
import dev.backflow.runs.TrainingData;
import dev.backflow.series.SignalColumns;
import dev.backflow.series.SignalReader;
import dev.backflow.storage.RecordedRun;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Runs as figures show them: with their theory, and with their trained networks. */
@Component
class FigureSubjects {

    private final Recordings recordings;
    private final Findings findings;
    private final TrainingData data;
    private final PredictionService predictions;

    FigureSubjects(Recordings recordings, Findings findings, TrainingData data, PredictionService predictions) {
        this.recordings = recordings;
        this.findings = findings;
        this.data = data;
        this.predictions = predictions;
    }

    Subject open(String id) {
        return new OpenSubject(recordings.open(id));
    }

    private final class OpenSubject implements Subject {

        private final OpenRun open;

        OpenSubject(OpenRun open) {
            this.open = open;
        }

        @Override
        public RecordedRun recording() {
            return open.recording();
        }

        @Override
        public SignalColumns backwardGain() {
            return signal(Signal.BACKWARD_GAIN);
        }

        @Override
        public SignalColumns forwardGain() {
            return signal(Signal.FORWARD_GAIN);
        }

        @Override
        public SignalColumns saturation() {
            return signal(Signal.SATURATION);
        }

        private SignalColumns signal(Signal signal) {
            return SignalReader.signal(open.recording(), signal, findings.expected(open.spec(), signal));
        }

        @Override
        public Optional<Plane> plane() {
            return data.plane(open.run().id(), open.spec())
                    .map(examples -> new Plane(
                            examples.names(),
                            examples.count(),
                            examples.points(),
                            examples.targets(),
                            examples.low(),
                            examples.high(),
                            Classes.names(open.spec())));
        }

        @Override
        public PlaneAnswers answers(double[][] points) {
            Predictor.Prediction predicted = predictions.outputs(open.run(), open.spec(), points);
            Classes classes = Classes.of(open.spec());
            boolean chooses = classes.count() > 0 && open.recording().outline().outputs() > 1;
            double[] values = Stream.of(predicted.outputs())
                    .mapToDouble(outputs -> chooses ? number(classes.of(outputs)) : outputs[0])
                    .toArray();
            boolean decides = classes.count() > 0 && !chooses;
            return new PlaneAnswers(predicted.epoch(), values, chooses, decides ? classes.threshold() : Double.NaN);
        }

        private static double number(int predicted) {
            return predicted < 0 ? Double.NaN : predicted;
        }
    }
}
