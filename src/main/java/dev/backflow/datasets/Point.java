package dev.backflow.datasets;

/** A labelled point of the plane. */
record Point(double x, double y, int label) {

    /** The point at {@code angle} (radians) on the circle of {@code radius} around the origin. */
    static Point polar(double radius, double angle, int label) {
        return new Point(StrictMath.cos(angle) * radius, StrictMath.sin(angle) * radius, label);
    }
}
