package dev.backflow.figures;

import dev.backflow.figures.Canvas.Anchor;
import dev.backflow.figures.Canvas.Style;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the colours of a ground and the examples upon it mean, one below the other.
 *
 * @param bar null where the ground has the colours of classes
 * @param colors of the examples of each class
 */
record ClassLegend(@Nullable ColorBar bar, List<String> names, List<String> colors) {

    private static final String TITLE = "target";

    double width(Paper paper) {
        double keys = names.stream()
                .mapToDouble(name -> paper.width(paper.fitted(name)) + 1.5 * paper.size())
                .max()
                .orElse(0);
        double head = names.isEmpty() ? 0 : paper.width(TITLE + " (99 of 99)");
        return Math.max(bar == null ? 0 : bar.width(paper), Math.max(head, keys));
    }

    void draw(Paper paper, Box box) {
        double top = box.top();
        if (bar != null) {
            double end = names.isEmpty() ? box.bottom() : box.top() + 0.55 * box.height();
            bar.draw(paper, box.down(box.top(), end));
            top = end + paper.line();
        }
        int room = (int) ((box.bottom() - top) / paper.line()) - 1;
        List<Integer> shown =
                Axis.spread(IntStream.range(0, names.size()).boxed().toList(), Math.max(1, room));
        String some = shown.size() < names.size() ? " (" + shown.size() + " of " + names.size() + ")" : "";
        if (!names.isEmpty()) {
            paper.label(TITLE + some, box.left(), top + paper.line() / 2, Anchor.START);
        }
        for (int i = 0; i < shown.size(); i++) {
            int kind = shown.get(i);
            double middle = top + (i + 1.5) * paper.line();
            paper.draw(
                    Marker.shape(kind, box.left() + paper.size() / 2, middle, paper.size() / 3),
                    Style.filled(colors.get(kind)));
            paper.label(paper.fitted(names.get(kind)), box.left() + 1.5 * paper.size(), middle, Anchor.START);
        }
    }
}
