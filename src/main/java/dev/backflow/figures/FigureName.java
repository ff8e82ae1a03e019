package dev.backflow.figures;

import static dev.backflow.figures.ValueAxis.LINEAR;
import static dev.backflow.figures.ValueAxis.LOGARITHMIC;
import static java.util.stream.Collectors.joining;

import dev.backflow.recording.Outline;
import dev.backflow.recording.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be drawn of a run. */
public enum FigureName {
    WEIGHTS(
            "mean and standard deviation of the kernels, layer by layer, beside the loss",
            640,
            (subject, request, layers) -> Figures.tensor(subject, request, layers, Tensor.KERNEL, LINEAR),
            Tensor.KERNEL),
    GRADIENTS(
            "the same of their gradients",
            640,
            (subject, request, layers) -> Figures.tensor(subject, request, layers, Tensor.KERNEL_GRADIENT, LOGARITHMIC),
            Tensor.KERNEL_GRADIENT),
    ACTIVATIONS(
            "the same of the activations",
            640,
            (subject, request, layers) -> Figures.tensor(subject, request, layers, Tensor.ACTIVATION, LOGARITHMIC),
            Tensor.ACTIVATION),
    SIGNALS("the gains and the saturation", 640, Figures::signals, Tensor.PRE_ACTIVATION_GRADIENT, Tensor.ACTIVATION),
    HEATMAP(
            "the back-propagated signal over layers and epochs",
            FigureRequest.LEAST,
            Figures::heatmap,
            Tensor.PRE_ACTIVATION_GRADIENT),
    HISTOGRAMS(
            "those of a tensor in `recording.histograms`, epoch behind epoch",
            640,
            (subject, request, layers) -> HistogramPanels.of(subject.recording(), request, layers)),
    BOUNDARY(
            "what a network of two inputs that has succeeded answers all over their plane, with the examples upon it",
            FigureRequest.LEAST,
            (subject, request, layers) -> Figures.boundary(subject));

    private final String shows;

    /** In pixels, what its panels need beside each other. */
    final int leastWidth;

    final Drawing drawing;

    private final List<Tensor> tensors;

    /** Makes the figure of a run. */
    @FunctionalInterface
    interface Drawing {
        Figure of(Subject subject, FigureRequest request, LayerColors layers);
    }

    FigureName(String shows, int leastWidth, Drawing drawing, Tensor... tensors) {
        this.shows = shows;
        this.leastWidth = leastWidth;
        this.drawing = drawing;
        this.tensors = List.of(tensors);
    }

    /** What each shows, and how wide it is at least, as a list in Markdown. */
    public static String described() {
        return Arrays.stream(values())
                .map(figure -> "- `" + figure.wireName() + "`: " + figure.shows + "; " + figure.leastWidth
                        + " pixels wide or more")
                .collect(joining("\n"));
    }

    /**
     * Those that can be drawn of a recording, and, if {@code plane}, of a trained network whose inputs are points of a
     * plane.
     */
    public static List<FigureName> of(Outline recorded, boolean plane) {
        return Arrays.stream(values())
                .filter(figure -> figure.isIn(recorded, plane))
                .toList();
    }

    private boolean isIn(Outline recorded, boolean plane) {
        return switch (this) {
            case HISTOGRAMS -> !recorded.histograms().isEmpty();
            case BOUNDARY -> plane;
            default -> recorded.tensors().containsAll(tensors);
        };
    }

    /** Whether clients can draw it from a specification. */
    public boolean isChart() {
        return this != HISTOGRAMS && this != BOUNDARY;
    }

    /** @throws NoSuchFigureException if there is none of this name */
    public static FigureName of(String name) {
        return Arrays.stream(values())
                .filter(figure -> figure.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchFigureException(name, all()));
    }

    private static List<String> all() {
        return Arrays.stream(values()).map(FigureName::wireName).toList();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
