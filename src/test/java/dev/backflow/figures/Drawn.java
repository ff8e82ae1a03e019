package dev.backflow.figures;

import static org.assertj.core.api.Assertions.fail;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** What was drawn, to be looked into. */
final class Drawn implements Canvas {

    final List<Text> texts = new ArrayList<>();
    final List<Shape> shapes = new ArrayList<>();
    final List<Style> styles = new ArrayList<>();
    final List<String> groups = new ArrayList<>();

    static Drawn of(Figure figure) {
        Drawn drawn = new Drawn();
        figure.draw(drawn, new FigureRequest(FigureName.HEATMAP, null, null, 600, 400, FigureTheme.LIGHT));
        return drawn;
    }

    static Drawn of(Panel panel) {
        return of(Figure.of(panel));
    }

    @Override
    public void draw(Shape shape, Style style) {
        if (!shape.getPathIterator(null).isDone()) {
            shapes.add(shape);
            styles.add(style);
        }
    }

    @Override
    public void write(Text text) {
        texts.add(text);
    }

    @Override
    public void group(String name, Runnable drawing) {
        groups.add(name);
        drawing.run();
    }

    List<String> words() {
        return texts.stream().map(Text::words).toList();
    }

    /** All of a shape, with its line, whose ends and corners are round. */
    Rectangle2D bounds(int shape) {
        Style style = styles.get(shape);
        Rectangle2D bounds = shapes.get(shape).getBounds2D();
        double edge = style.stroke() == null ? 0 : style.width() / 2;
        return new Rectangle2D.Double(
                bounds.getX() - edge,
                bounds.getY() - edge,
                bounds.getWidth() + 2 * edge,
                bounds.getHeight() + 2 * edge);
    }

    /** From the baseline to the height of capitals. */
    static Rectangle2D bounds(Text text) {
        double width = Typeface.width(text.words(), text.size());
        double before = text.anchor() == Anchor.START ? 0 : text.anchor() == Anchor.END ? width : width / 2;
        double height = 0.7 * text.size();
        return text.upwards()
                ? new Rectangle2D.Double(text.x() - height, text.y() + before - width, height, width)
                : new Rectangle2D.Double(text.x() - before, text.y() - height, width, height);
    }

    void requireAllInsideAndNoTextsOverlap(int width, int height) {
        Rectangle2D all = new Rectangle2D.Double(-0.5, -0.5, width + 1, height + 1);
        for (int i = 0; i < shapes.size(); i++) {
            assertFinite(shapes.get(i).getPathIterator(null));
            assertInside(all, bounds(i), styles.get(i));
        }
        List<Rectangle2D> words = texts.stream().map(Drawn::bounds).toList();
        for (int i = 0; i < words.size(); i++) {
            Text text = texts.get(i);
            assertInside(all, words.get(i), text);
            for (int k = 0; k < i; k++) {
                if (words.get(k).intersects(words.get(i))) {
                    fail(text + " overlaps " + texts.get(k));
                }
            }
        }
    }

    private static void assertInside(Rectangle2D all, Rectangle2D part, Object what) {
        boolean inside = all.getMinX() <= part.getMinX()
                && all.getMinY() <= part.getMinY()
                && part.getMaxX() <= all.getMaxX()
                && part.getMaxY() <= all.getMaxY();
        if (!inside) {
            fail(what + " is outside: " + part);
        }
    }

    private static void assertFinite(PathIterator path) {
        double[] points = new double[6];
        for (; !path.isDone(); path.next()) {
            path.currentSegment(points);
            for (double coordinate : points) {
                if (!Double.isFinite(coordinate)) {
                    fail("a coordinate is " + coordinate);
                }
            }
        }
    }
}
