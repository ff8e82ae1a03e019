package dev.backflow.figures;

/**
 * How many panels of histograms can be told apart, and how many epochs in each.
 *
 * @param columns of panels side by side
 * @param epochs at most in a panel
 */
record RidgeLayout(int columns, int epochs) {

    private static final int MOST_EPOCHS = 12;

    /** In sizes of letters, as those that follow. */
    private static final double LEAST_WIDTH = 17;

    private static final double LEAST_HEIGHT = 14;
    private static final double RIDGE = 1.3;
    private static final double MARGINS = 7;

    static int mostPanels(FigureRequest request) {
        return across(request) * (int) Math.max(1, request.height() / (LEAST_HEIGHT * request.textSize()));
    }

    private static int across(FigureRequest request) {
        return (int) Math.max(1, request.width() / (LEAST_WIDTH * request.textSize()));
    }

    static RidgeLayout of(int panels, FigureRequest request) {
        int rows = (panels + across(request) - 1) / across(request);
        double height = request.height() / request.textSize() / rows;
        int epochs = (int) Math.max(2, Math.min(MOST_EPOCHS, (height - MARGINS) / RIDGE));
        return new RidgeLayout((panels + rows - 1) / rows, epochs);
    }
}
