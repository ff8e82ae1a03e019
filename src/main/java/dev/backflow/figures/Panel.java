package dev.backflow.figures;

import java.util.List;

/** One system of axes with what is drawn in it. */
interface Panel {

    String title();

    /** What else is to be known of it; empty if nothing is. */
    default String note() {
        return "";
    }

    /** What it shows, for those who do not see it. */
    String summary();

    /** What it needs of a box, in the middle of it. */
    default Box fitted(Paper paper, Box box) {
        return box;
    }

    void draw(Paper paper, Box box);

    /** What clients draw as views of their own. */
    default List<? extends Panel> parts() {
        return List.of(this);
    }

    /** Writes it as part of what clients draw; only those figures are asked that {@link FigureName#isChart} says. */
    default void write(Chart chart) {
        throw new UnsupportedOperationException(title() + " is drawn here only");
    }

    /** What its curves are called; none if it has no curves. */
    default List<String> curveNames() {
        return List.of();
    }
}
