package dev.backflow.figures;

import dev.backflow.engine.Examples;
import dev.backflow.figures.Curves.Curve;
import dev.backflow.recording.Bins;
import dev.backflow.runs.PlaneExamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;

/** Figures of runs of all kinds. */
final class Samples {

    private static final String LONG = "a_hidden_layer_that_has_a_name_of_very_nearly_the_longest_kind_";

    private Samples() {}

    static double[] epochs(int count) {
        return IntStream.range(0, count).asDoubleStream().toArray();
    }

    static Curve curve(String name, double... values) {
        return new Curve(name, "#2c63ad", false, values, Double.NaN);
    }

    static Curves curves(int layers, int epochs, String name, Numbers numbers) {
        List<String> names = IntStream.rangeClosed(1, layers)
                .mapToObj(k -> k == layers ? "output" : name + k)
                .toList();
        LayerColors colors = new LayerColors(names, FigureTheme.LIGHT);
        List<Curve> curves = new ArrayList<>();
        for (int k = 0; k < layers; k++) {
            double[] values = new double[epochs];
            for (int epoch = 0; epoch < epochs; epoch++) {
                values[epoch] = numbers.at(k, epoch);
            }
            double expected = epochs > 0 ? Math.abs(values[0]) : Double.NaN;
            curves.add(new Curve(names.get(k), colors.of(names.get(k)), k % 2 == 1, values, expected));
        }
        return new Curves(epochs(epochs), curves);
    }

    interface Numbers {
        double at(int layer, int epoch);
    }

    /** What runs record, by what is special about it. */
    static Map<String, Curves> families() {
        Random random = new Random(1);
        Map<String, Curves> families = new LinkedHashMap<>();
        families.put("usual", curves(5, 101, "hidden_", (k, e) -> Math.pow(10, k - 5) * (1 + random.nextDouble())));
        families.put("deep", curves(50, 30, LONG, (k, e) -> Math.exp(random.nextGaussian() * 3)));
        families.put("NaN", curves(3, 6, "hidden_", (k, e) -> e == 0 ? 0.1 * (k + 1) : Double.NaN));
        families.put("NaN one by one", curves(4, 9, "hidden_", (k, e) -> e <= k ? 1e5 : Double.POSITIVE_INFINITY));
        families.put("zeros", curves(3, 12, "hidden_", (k, e) -> 0));
        families.put("zeros later", curves(3, 12, "hidden_", (k, e) -> e < 4 ? 0.5 : 0));
        families.put("untrained", curves(3, 1, "hidden_", (k, e) -> k - 1.5));
        families.put("one epoch", curves(2, 2, LONG, (k, e) -> e + 0.25));
        families.put("nothing yet", curves(2, 0, "hidden_", (k, e) -> e));
        families.put("huge", curves(3, 4, "hidden_", (k, e) -> (k - 1) * Math.pow(10, 77 * e)));
        families.put("tiny", curves(3, 4, "hidden_", (k, e) -> 1e-320 * (k + e)));
        families.put("all but equal", curves(3, 40, "hidden_", (k, e) -> 0.6931471 + 1e-7 * random.nextDouble()));
        families.put("gaps", curves(4, 40, "hidden_", (k, e) -> e % 3 == k ? Double.NaN : e - 20));
        families.put("no layers", new Curves(epochs(3), List.of()));
        families.put("long", curves(3, 2000, "hidden_", (k, e) -> -Math.sin(e * 0.1) + k));
        return families;
    }

    /** Every kind of figure of every family. */
    static Map<String, Function<FigureRequest, Figure>> figures() {
        Map<String, Function<FigureRequest, Figure>> figures = new LinkedHashMap<>();
        families().forEach((family, curves) -> {
            Panel cells = new Cells("Back-propagated signal (pre_activation_gradient)", "RMS", curves);
            figures.put("curves, " + family, request -> row(curves));
            figures.put("cells, " + family, request -> Figure.of(cells));
        });
        for (int layers : new int[] {1, 5, 12}) {
            figures.put("ridges, " + layers, request -> ridges(layers, request));
        }
        for (int classes : new int[] {0, 2, 3, 40}) {
            Panel ground = ground(classes);
            figures.put("ground, " + classes, request -> Figure.of(ground));
        }
        return figures;
    }

    private static Figure row(Curves curves) {
        List<Curve> some = curves.all().stream().limit(8).toList();
        Curves shares = new Curves(
                curves.epochs(),
                some.stream()
                        .map(curve -> curve(
                                curve.name(),
                                Arrays.stream(curve.values())
                                        .map(value -> Math.min(1, Math.abs(value)))
                                        .toArray()))
                        .toList());
        return new Figure(
                List.of(
                        new Lines("Mean of kernel_gradient", "mean", ValueAxis.LINEAR, Double.NaN, curves),
                        new Lines("Backward gain", "gain", ValueAxis.LOGARITHMIC, 1, curves),
                        new Lines("Loss and metrics", "", ValueAxis.SHARE, Double.NaN, shares)),
                3,
                List.of(new Legend("layer", curves.all(), true, 2), new Legend("", some, false, 1)));
    }

    private static Figure ridges(int all, FigureRequest request) {
        Random random = new Random(all);
        int layers = Math.min(all, RidgeLayout.mostPanels(request));
        RidgeLayout layout = RidgeLayout.of(layers, request);
        List<Integer> epochs =
                IntStream.range(0, layout.epochs()).map(i -> i * 90).boxed().toList();
        List<List<int[]>> counts = new ArrayList<>();
        for (int k = 0; k < layers; k++) {
            List<int[]> histograms = new ArrayList<>();
            for (int epoch = 0; epoch < epochs.size(); epoch++) {
                int[] histogram = new int[Bins.COUNT];
                for (int i = 0; i < (epoch + 1 == epochs.size() ? 0 : 25); i++) {
                    histogram[60 + random.nextInt(12) + (random.nextBoolean() ? 34 : 0)]++;
                }
                histograms.add(histogram);
            }
            counts.add(histograms);
        }
        BinAxis bins = BinAxis.of(counts.stream().flatMap(List::stream).toList());
        List<Panel> panels = new ArrayList<>();
        for (int k = 0; k < layers; k++) {
            panels.add(new Ridges(LONG + k, "kernel_gradient", "#2c63ad", bins, epochs, counts.get(k)));
        }
        return new Figure(panels, layout.columns(), List.of());
    }

    /** @param classes 0 where targets are numbers */
    static Ground ground(int classes) {
        Random random = new Random(classes);
        Examples all = new Examples(new FMatrixRMaj(400, 2), new FMatrixRMaj(400, 1));
        for (int i = 0; i < all.size(); i++) {
            all.features().set(i, 0, (float) random.nextGaussian() * 1000);
            all.features().set(i, 1, (float) random.nextGaussian() * 800);
            all.targets().set(i, 0, classes == 0 ? (float) random.nextGaussian() : random.nextInt(classes));
        }
        List<String> names = IntStream.range(0, classes)
                .mapToObj(k -> k == 1 ? "<a class> & its \"name\" \u0007 " + LONG : "class " + k)
                .toList();
        PlaneExamples examples = PlaneExamples.of(List.of("petal length", "width " + LONG), all, classes);
        Plane plane = new Plane(
                examples.names(),
                examples.count(),
                examples.points(),
                examples.targets(),
                examples.low(),
                examples.high(),
                names);
        DecisionGrid grid = new DecisionGrid(plane);
        double[] answers = Stream.of(grid.centers())
                .mapToDouble(at -> 1 / (1 + Math.exp(at[0] / 500)))
                .map(output -> classes > 2 ? Math.floor(output * classes) : output)
                .toArray();
        answers[0] = Double.NaN;
        grid.fill(new PlaneAnswers(100, answers, classes > 2, classes == 2 ? 0.5 : Double.NaN));
        return new Ground("Prediction after epoch 100", grid, plane);
    }
}
