package dev.backflow.figures;

import dev.backflow.figures.Canvas.Anchor;
import dev.backflow.figures.Canvas.Style;
import java.util.List;

/** Which colour means which number. */
record ColorBar(String name, Scale scale, List<String> colors) {

    /** In sizes of letters. */
    private static final double WIDTH = 1.2;

    private static final double MOST_HEIGHT = 15;

    /** The step of a number; those at the upper end belong to the last. */
    static int step(double share, int steps) {
        return (int) Math.min(steps - 1, Math.max(0, Math.floor(share * steps)));
    }

    double width(Paper paper) {
        double labels = marks(paper, MOST_HEIGHT * paper.size()).stream()
                .mapToDouble(tick -> paper.width(tick.label()))
                .max()
                .orElse(0);
        return Math.max(paper.width(name), (WIDTH + 0.5) * paper.size() + labels);
    }

    private List<Tick> marks(Paper paper, double height) {
        return Axis.of("", scale).fitting(height, paper.size() / 2, label -> paper.size());
    }

    /** In the upper part of a box, no higher than is of use. */
    void draw(Paper paper, Box box) {
        double size = paper.size();
        double top = box.top() + 1.2 * paper.line();
        Box bar = new Box(box.left(), top, box.left() + WIDTH * size, Math.min(box.bottom(), top + MOST_HEIGHT * size));
        paper.label(name, box.left(), box.top() + paper.line() / 2, Anchor.START);
        for (int i = 0; i < colors.size(); i++) {
            double lower = bar.bottom() - bar.height() * i / colors.size();
            double upper = bar.bottom() - bar.height() * (i + 1) / colors.size();
            paper.draw(
                    bar.down(upper, lower).shape(), Style.filled(colors.get(i)).seamless());
        }
        for (Tick tick : marks(paper, bar.height())) {
            double y = bar.bottom() - scale.at(tick.at()) * bar.height();
            paper.label(tick.label(), bar.right() + size / 2, y, Anchor.START);
        }
    }
}
