package dev.backflow.figures;

import dev.backflow.figures.Canvas.Anchor;
import dev.backflow.figures.Canvas.Style;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Panels of one size in rows, above the legends of those that share one.
 *
 * @param head above all panels; null for none
 * @param columns of panels
 */
record Figure(@Nullable Head head, List<? extends Panel> panels, int columns, List<Legend> legends) {

    /**
     * What all panels have in common.
     *
     * @param note the line below the title
     */
    record Head(String title, String note) {}

    /** In sizes of letters. */
    private static final double GAP = 1.4;

    /** Parts of a panel side by side. */
    static final int MOST_ACROSS = 3;

    Figure(List<? extends Panel> panels, int columns, List<Legend> legends) {
        this(null, panels, columns, legends);
    }

    /** As clients draw it: what is one panel here may be several views there, whose common title is that of all. */
    Figure apart() {
        List<Panel> parts =
                panels.stream().<Panel>flatMap(panel -> panel.parts().stream()).toList();
        if (head == null || parts.size() == panels.size()) {
            return this;
        }
        String note = Stream.concat(panels.stream().map(Panel::title), Stream.of(head.note))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; "));
        return new Figure(new Head(head.title, note), parts, Math.min(MOST_ACROSS, parts.size()), legends);
    }

    /** Of panels one below the other. */
    int rows() {
        return (panels.size() + columns - 1) / columns;
    }

    static Figure of(Panel panel) {
        return new Figure(List.of(panel), 1, List.of());
    }

    byte[] svg(Sheet sheet) {
        String title =
                head != null ? head.title : panels.stream().map(Panel::title).collect(Collectors.joining("; "));
        String summary = Stream.concat(
                        Stream.ofNullable(head).map(Head::note), panels.stream().map(Panel::summary))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(". "));
        SvgCanvas canvas = new SvgCanvas(sheet, title, summary);
        draw(canvas, sheet);
        return canvas.bytes();
    }

    byte[] png(Sheet sheet) {
        PixelCanvas canvas = new PixelCanvas(sheet.width(), sheet.height());
        draw(canvas, sheet);
        return canvas.png();
    }

    void draw(Canvas canvas, Sheet sheet) {
        Paper paper = new Paper(canvas, sheet.theme(), sheet.textSize());
        Box all = new Box(0, 0, sheet.width(), sheet.height());
        canvas.draw(all.shape(), Style.filled(sheet.theme().ground));
        double gap = GAP * paper.size();
        Box box = drawHead(paper, all.inside(gap / 2, gap / 2, gap / 2, gap / 2));
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
        double height = (box.height() - legend + gap) / rows();
        for (int i = 0; i < panels.size(); i++) {
            double x = box.left() + i % columns * width;
            double y = box.top() + i / columns * height;
            draw(panels.get(i), paper, new Box(x, y, x + width - gap, y + height - gap));
        }
    }

    /** What is left below it. */
    private Box drawHead(Paper paper, Box box) {
        if (head == null) {
            return box;
        }
        double middle = box.top() + paper.line() / 2;
        paper.title(head.title, box.left(), middle, box.width());
        paper.label(paper.fitted(head.note, box.width()), box.left(), middle + paper.line(), Anchor.START);
        return box.inside(0, (head.note.isEmpty() ? 1.6 : 2.5) * paper.line(), 0, 0);
    }

    /** Below its title and its note; notes are a line of their own if any panel has one. */
    private void draw(Panel panel, Paper paper, Box box) {
        boolean noted = panels.stream().anyMatch(any -> !any.note().isEmpty());
        double above = paper.line() * (noted ? 2.3 : 1.3);
        Box body = panel.fitted(paper, box.inside(0, above, 0, 0));
        double middle = body.top() - above + paper.line() / 2;
        paper.title(panel.title(), body.left(), middle, body.width());
        paper.label(paper.fitted(panel.note(), body.width()), body.left(), middle + paper.line(), Anchor.START);
        panel.draw(paper, body);
    }
}
