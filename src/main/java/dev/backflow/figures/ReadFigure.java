package dev.backflow.figures;

import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** A figure that has been read and can be written in any form: nothing more is asked of the database. */
public final class ReadFigure {

    /** Drawing takes a processor and some memory; more at a time would only take longer. */
    private static final Semaphore DRAWING = new Semaphore(Runtime.getRuntime().availableProcessors());

    private final Figure figure;
    private final Sheet sheet;

    ReadFigure(Figure figure, Sheet sheet) {
        this.figure = figure;
        this.sheet = sheet;
    }

    public byte[] svg() {
        return drawn(() -> figure.svg(sheet));
    }

    public byte[] png() {
        return drawn(() -> figure.png(sheet));
    }

    /** Writes it as a Vega-Lite specification; of charts only. */
    public void vegaLite(OutputStream out) {
        new VegaLite(out, sheet).write(figure.apart());
    }

    /** Writes it as data and layout for Plotly; of charts only. */
    public void plotly(OutputStream out) {
        new Plotly(out, sheet).write(figure.apart());
    }

    private static byte[] drawn(Supplier<byte[]> picture) {
        DRAWING.acquireUninterruptibly();
        try {
            return picture.get();
        } finally {
            DRAWING.release();
        }
    }
}
