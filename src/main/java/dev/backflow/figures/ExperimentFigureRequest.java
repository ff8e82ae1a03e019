package dev.backflow.figures;

import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What is to be drawn of an experiment, and how.
 *
 * @param tensor of bands; null for the metric that is asked for
 * @param statistic of the tensor; null for its standard deviation
 * @param layer of the tensor; null for all
 * @param logarithmic whether bands have a logarithmic axis; null for one where it is of use
 */
public record ExperimentFigureRequest(
        ExperimentFigureName name,
        @Nullable Tensor tensor,
        @Nullable Statistic statistic,
        @Nullable String layer,
        @Nullable Boolean logarithmic,
        int width,
        int height,
        FigureTheme theme)
        implements Sheet {

    /** In pixels: a cell of bands, a row of the others; and what is above and below them. */
    private static final double PANEL = 150;

    private static final double ROW = 44;
    private static final double REST = 130;

    /** Least width of a panel of bands, in sizes of letters. */
    private static final double PANEL_WIDTH = 17;

    private static final double PANEL_HEIGHT = 10;

    private static final double TEXT = 12;
    private static final double LEAST_TEXT = 10;
    private static final double USUAL_WIDTH = 1200;

    /** Lines of text that a figure has room for at least. */
    private static final double LINES = 26;

    public ExperimentFigureRequest {
        FigureRequest.between("width", width, FigureRequest.LEAST, FigureRequest.WIDEST);
        FigureRequest.between("height", height, FigureRequest.LEAST, FigureRequest.HIGHEST);
        if (name != ExperimentFigureName.BANDS) {
            refuse("tensor", tensor == null ? null : tensor.wireName());
            refuse("log", logarithmic == null ? null : logarithmic.toString());
        }
        if (tensor == null) {
            String of = "is of a tensor; name one";
            FigureRequest.refuse("statistic", statistic == null ? null : statistic.wireName(), of);
            FigureRequest.refuse("layer", layer, of);
        }
    }

    private static void refuse(String parameter, @Nullable String value) {
        FigureRequest.refuse(parameter, value, "chooses what bands show; leave it out of other figures");
    }

    /** As high as the cells need at this width. */
    public static int height(ExperimentFigureName name, int width, ExperimentSubject subject) {
        double unit = Math.max(LEAST_TEXT, TEXT * width / USUAL_WIDTH) / TEXT;
        int cells = subject.cells().size();
        double needed = switch (name) {
            case BANDS -> PANEL * Math.ceil((double) cells / across(width, cells, TEXT * unit));
            case MATRIX -> ROW * Matrix.rows(subject);
            case GAIN -> ROW * cells;
        };
        return (int) Math.max(FigureRequest.LEAST, Math.min(FigureRequest.HIGHEST, unit * (REST + needed)));
    }

    private static int across(int width, int cells, double size) {
        int most = (int) Math.max(1, Math.min(6, width / (PANEL_WIDTH * size)));
        int rows = (cells + most - 1) / most;
        return (cells + rows - 1) / rows; // rows of equal length
    }

    /** Panels side by side. */
    int across(int cells) {
        return across(width, cells, textSize());
    }

    /** Panels that can be told apart. */
    int mostPanels(int cells) {
        return across(cells) * (int) Math.max(1, (height - 6 * Paper.LINE * textSize()) / (PANEL_HEIGHT * textSize()));
    }

    @Override
    public double textSize() {
        double usual = Math.min(TEXT * width / USUAL_WIDTH, height / LINES);
        return Math.rint(Math.max(LEAST_TEXT, usual));
    }
}
