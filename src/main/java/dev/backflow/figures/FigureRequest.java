package dev.backflow.figures;

import dev.backflow.recording.Tensor;
import dev.backflow.series.BadQueryException;

/**
 * What is to be drawn of a run, and how.
 *
 * @param tensor of histograms; null for the first that is kept
 * @param layer of histograms; null for all
 */
public record FigureRequest(FigureName name, Tensor tensor, String layer, int width, int height, FigureTheme theme) {

    public FigureRequest {
        between("width", width, name.leastWidth, 3840);
        between("height", height, 320, 2160);
        if (name != FigureName.HISTOGRAMS) {
            refuse("tensor", tensor == null ? null : tensor.wireName());
            refuse("layer", layer);
        }
    }

    /** Whether titles have little room. */
    boolean isNarrow() {
        return width < name.leastWidth * 5 / 4;
    }

    private static void between(String parameter, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BadQueryException(parameter, String.valueOf(value), "must be from " + least + " to " + most);
        }
    }

    private static void refuse(String parameter, String value) {
        if (value != null) {
            throw new BadQueryException(parameter, value, "chooses among histograms; leave it out of other figures");
        }
    }
}
