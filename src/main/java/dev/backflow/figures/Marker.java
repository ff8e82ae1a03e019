package dev.backflow.figures;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** The shapes of examples, by which classes differ besides their colours. */
final class Marker {

    /** Triangle, square, cross and plus: x and y of their corners, in radii. */
    private static final double[][] POLYGONS = {
        {0, -1.25, 1.1, 0.75, -1.1, 0.75},
        {0.9, 0.9, -0.9, 0.9, -0.9, -0.9, 0.9, -0.9},
        {
            0, 0.6, 0.6, 1.2, 1.2, 0.6, 0.6, 0, 1.2, -0.6, 0.6, -1.2, 0, -0.6, -0.6, -1.2, -1.2, -0.6, -0.6, 0, -1.2,
            0.6, -0.6, 1.2
        },
        {
            1.3, 0.45, 0.45, 0.45, 0.45, 1.3, -0.45, 1.3, -0.45, 0.45, -1.3, 0.45, -1.3, -0.45, -0.45, -0.45, -0.45,
            -1.3, 0.45, -1.3, 0.45, -0.45, 1.3, -0.45
        }
    };

    private Marker() {}

    static Shape circle(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    /** A circle or one of the polygons, over and over. */
    static Shape shape(int kind, double x, double y, double radius) {
        int polygon = kind % (POLYGONS.length + 1) - 1;
        if (polygon < 0) {
            return circle(x, y, radius);
        }
        double[] corners = POLYGONS[polygon];
        Path2D path = new Path2D.Double();
        path.moveTo(x + radius * corners[0], y + radius * corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(x + radius * corners[i], y + radius * corners[i + 1]);
        }
        path.closePath();
        return path;
    }
}
