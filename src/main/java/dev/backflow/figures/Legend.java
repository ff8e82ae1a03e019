package dev.backflow.figures;

import dev.backflow.figures.Canvas.Anchor;
import dev.backflow.figures.Canvas.Style;
import dev.backflow.figures.Curves.Curve;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The names of curves, in lines one below the other. Ordered names that need too much room become a row of all colours
 * between the first name and the last.
 *
 * @param title empty for none
 * @param columns of panels above it
 */
record Legend(String title, List<Curve> keys, boolean ordered, int columns) {

    private static final int MOST_LINES = 2;

    /** In sizes of letters. */
    private static final double SWATCH = 1.6;

    private static final double GAP = 1.2;

    private record Key(Curve curve, String name, double left, int line) {}

    double height(Paper paper, double width) {
        return keys.isEmpty() ? 0 : (lines(keys(paper, width)) + 0.3) * paper.line();
    }

    private int lines(List<Key> placed) {
        int lines = placed.get(placed.size() - 1).line() + 1;
        return ordered && lines > MOST_LINES ? 1 : lines;
    }

    private List<Key> keys(Paper paper, double width) {
        List<Key> placed = new ArrayList<>();
        double start = title.isEmpty() ? 0 : paper.width(title) + paper.size();
        double left = start;
        int line = 0;
        for (Curve key : keys) {
            String name = paper.fitted(paper.fitted(key.name()), width - start - (SWATCH + 0.5) * paper.size());
            double needed = (SWATCH + 0.5) * paper.size() + paper.width(name);
            if (left > start && left + needed > width) {
                left = start;
                line++;
            }
            placed.add(new Key(key, name, left, line));
            left += needed + GAP * paper.size();
        }
        return placed;
    }

    void draw(Paper paper, Box box) {
        if (keys.isEmpty()) {
            return;
        }
        List<Key> placed = keys(paper, box.width());
        double first = box.top() + 0.8 * paper.line();
        paper.label(title, box.left(), first, Anchor.START);
        if (lines(placed) <= placed.get(placed.size() - 1).line()) {
            drawRamp(paper, box, first);
            return;
        }
        for (Key key : placed) {
            double y = first + key.line() * paper.line();
            double left = box.left() + key.left();
            double right = left + SWATCH * paper.size();
            Path2D line = new Path2D.Double();
            Frame.line(line, left, y, right, y);
            Style style = Style.line(key.curve().color(), paper.size() / 7);
            paper.draw(line, key.curve().dashed() ? style.dashed(paper.size() / 3) : style);
            paper.label(key.name(), right + paper.size() / 2, y, Anchor.START);
        }
    }

    private void drawRamp(Paper paper, Box box, double y) {
        double size = paper.size();
        double start = box.left() + (title.isEmpty() ? 0 : paper.width(title) + size);
        double names = (box.right() - start) / 3;
        String first = paper.fitted(keys.get(0).name(), names);
        String last = paper.fitted(keys.get(keys.size() - 1).name(), names);
        double left = start + paper.width(first) + size / 2;
        double room = box.right() - left - paper.width(last) - size / 2;
        double step = Math.min(SWATCH * size, room / keys.size());
        paper.label(first, start, y, Anchor.START);
        for (int i = 0; i < keys.size(); i++) {
            Box cell = new Box(left + i * step, y - size / 3, left + (i + 1) * step, y + size / 3);
            Curve key = keys.get(i);
            Style style = Style.filled(key.color()).seamless();
            paper.canvas().group(key.name(), () -> paper.draw(cell.shape(), style));
        }
        paper.label(last, left + keys.size() * step + size / 2, y, Anchor.START);
    }
}
