package dev.backflow.figures;

import dev.backflow.recording.BadQueryException;
import dev.backflow.recording.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What is to be drawn of a run, and how.
 *
 * @param tensor of histograms; null for the first that is kept
 * @param layer of histograms; null for all
 */
public record FigureRequest(
        FigureName name, @Nullable Tensor tensor, @Nullable String layer, int width, int height, FigureTheme theme)
        implements Sheet {

    /** In pixels, the least height, and the least width of any figure. */
    public static final int LEAST = 320;

    public static final int WIDEST = 3840;
    public static final int HIGHEST = 2160;

    /** The usual size of letters, in a figure of the usual size. */
    private static final double TEXT = 12;

    private static final double LEAST_TEXT = 10;
    private static final double MOST_TEXT = 36;

    private static final double USUAL_AREA = 1200 * 420;

    public FigureRequest {
        between("width", width, name.leastWidth, WIDEST);
        between("height", height, LEAST, HIGHEST);
        if (name != FigureName.HISTOGRAMS) {
            String among = "chooses among histograms; leave it out of other figures";
            refuse("tensor", tensor == null ? null : tensor.wireName(), among);
            refuse("layer", layer, among);
        }
    }

    /** In pixels: large pictures are made to be looked at from farther away, and narrow ones have no room. */
    @Override
    public double textSize() {
        double usual = TEXT * Math.sqrt(width * height / USUAL_AREA);
        double most = Math.min(MOST_TEXT, LEAST_TEXT * width / name.leastWidth);
        return Math.rint(Math.min(most, Math.max(LEAST_TEXT, usual)));
    }

    static void between(String parameter, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BadQueryException(parameter, String.valueOf(value), "must be from " + least + " to " + most);
        }
    }

    static void refuse(String parameter, @Nullable String value, String detail) {
        if (value != null) {
            throw new BadQueryException(parameter, value, detail);
        }
    }
}
