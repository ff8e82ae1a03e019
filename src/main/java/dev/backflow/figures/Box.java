package dev.backflow.figures;

import java.awt.geom.Rectangle2D;

/** A part of a picture, in pixels from the upper left corner of the whole. */
record Box(double left, double top, double right, double bottom) {

    double width() {
        return right - left;
    }

    double height() {
        return bottom - top;
    }

    double middle() {
        return (left + right) / 2;
    }

    double center() {
        return (top + bottom) / 2;
    }

    /** What is left of it inside of margins. */
    Box inside(double leftMargin, double topMargin, double rightMargin, double bottomMargin) {
        return new Box(left + leftMargin, top + topMargin, right - rightMargin, bottom - bottomMargin);
    }

    /** The same height, between two other sides. */
    Box across(double from, double to) {
        return new Box(from, top, to, bottom);
    }

    /** The same width, between two other ends. */
    Box down(double from, double to) {
        return new Box(left, from, right, to);
    }

    Rectangle2D shape() {
        return new Rectangle2D.Double(left, top, width(), height());
    }
}
