package dev.backflow.figures;

/** What a figure is drawn on: its size and colours. */
interface Sheet {

    int width();

    int height();

    FigureTheme theme();

    /** Of letters, in pixels. */
    double textSize();
}
