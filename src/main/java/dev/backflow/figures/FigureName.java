package dev.backflow.figures;

import dev.backflow.recording.Outline;
import dev.backflow.recording.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be drawn of a run. */
public enum FigureName {
    WEIGHTS(640, Tensor.KERNEL),
    GRADIENTS(640, Tensor.KERNEL_GRADIENT),
    ACTIVATIONS(640, Tensor.ACTIVATION),
    SIGNALS(640, Tensor.PRE_ACTIVATION_GRADIENT, Tensor.ACTIVATION),
    HEATMAP(320, Tensor.PRE_ACTIVATION_GRADIENT),
    HISTOGRAMS(640),
    BOUNDARY(320);

    /** In pixels, what its panels need beside each other. */
    final int leastWidth;

    private final List<Tensor> tensors;

    FigureName(int leastWidth, Tensor... tensors) {
        this.leastWidth = leastWidth;
        this.tensors = List.of(tensors);
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
