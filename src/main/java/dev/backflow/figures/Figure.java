package dev.backflow.figures;

import dev.backflow.figures.Canvas.Anchor;
import dev.backflow.figures.Canvas.Style;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Panels of one size in rows, above the legends of those that share one.
 *
 * @param columns of panels
 */
record Figure(List<? extends Panel> panels, int columns, List<Legend> legends) {

    /** In sizes of letters. */
    private static final double GAP = 1.4;

    static Figure of(Panel panel) {
        return new Figure(List.of(panel), 1, List.of());
    }

    byte[] svg(FigureRequest request) {
        String title = panels.stream().map(Panel::title).collect(Collectors.joining("; "));
        String summary = panels.stream().map(Panel::summary).collect(Collectors.joining(". "));
        SvgCanvas canvas = new SvgCanvas(request, title, summary);
        draw(canvas, request);
        return canvas.bytes();
    }

    byte[] png(FigureRequest request) {
        PixelCanvas canvas = new PixelCanvas(request.width(), request.height());
        draw(canvas, request);
        return canvas.png();
    }

    void draw(Canvas canvas, FigureRequest request) {
        Paper paper = new Paper(canvas, request.theme(), request.textSize());
        Box all = new Box(0, 0, request.width(), request.height());
        canvas.draw(all.shape(), Style.filled(request.theme().ground));
        double gap = GAP * paper.size();
        Box box = all.inside(gap / 2, gap / 2, gap / 2, gap / 2);
        double width = (box.width() + gap) / columns;
        double legend = legends.stream()
                .mapToDouble(each -> each.height(paper, each.columns() * width - gap))
                .reduce(0, Math::max);
        double left = box.left();
        for (Legend each : legends) {
            double right = left + each.columns() * width;
            each.draw(paper, new Box(left, box.bottom() - legend, right - gap, box.bottom()));
            left = right;
        }
        int rows = (panels.size() + columns - 1) / columns;
        double height = (box.height() - legend + gap) / rows;
        for (int i = 0; i < panels.size(); i++) {
            double x = box.left() + i % columns * width;
            double y = box.top() + i / columns * height;
            draw(panels.get(i), paper, new Box(x, y, x + width - gap, y + height - gap));
        }
    }

    /** Below its title and its note; notes are a line of their own if any panel has one. */
    private void draw(Panel panel, Paper paper, Box box) {
        boolean noted = panels.stream().anyMatch(any -> !any.note().isEmpty());
        double head = paper.line() * (noted ? 2.3 : 1.3);
        Box body = panel.fitted(paper, box.inside(0, head, 0, 0));
        double middle = body.top() - head + paper.line() / 2;
        paper.title(panel.title(), body.left(), middle, body.width());
        paper.label(paper.fitted(panel.note(), body.width()), body.left(), middle + paper.line(), Anchor.START);
        panel.draw(paper, body);
    }
}
