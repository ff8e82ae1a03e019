package dev.backflow.series;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Colours on light or dark ground. Layers go from violet to amber and from dark to light or back, so that their order shows
 * in lightness too and does not rest on telling red from green; the page at / has the same stops.
 */
public enum FigureTheme {
    LIGHT("#ffffff", "#1f2126", "#5b5f6b", "#e7e5df", "#d0d0d0", 0x3b1470, 0x2c63ad, 0x0d8a83, 0x6f9a10, 0xdc8a00),
    DARK("#16181d", "#e8e6e1", "#a9adb8", "#2b2f38", "#4a4d55", 0x8e7cf0, 0x5aa2e6, 0x2fc0ac, 0x9ad14b, 0xfce14a);

    final String ground;
    final String text;
    final String ink;
    final String grid;
    final String missing;
    private final int[] stops;

    FigureTheme(String ground, String text, String ink, String grid, String missing, int... stops) {
        this.ground = ground;
        this.text = text;
        this.ink = ink;
        this.grid = grid;
        this.missing = missing;
        this.stops = stops;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One for each of so many layers, from the first to the output. */
    List<String> layerColors(int count) {
        double step = count > 1 ? (stops.length - 1.0) / (count - 1) : 0;
        return IntStream.range(0, count)
                .mapToObj(k -> color(count > 1 ? k * step : stops.length - 1))
                .toList();
    }

    private String color(double place) {
        int at = Math.min((int) place, stops.length - 2);
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = stops[at] >> shift & 0xff;
            int to = stops[at + 1] >> shift & 0xff;
            mixed |= (int) Math.round(from + (to - from) * (place - at)) << shift;
        }
        return "#%06x".formatted(mixed);
    }
}
