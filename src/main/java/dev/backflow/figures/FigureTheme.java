package dev.backflow.figures;

import dev.backflow.series.Columns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** Of layers, from the first to the output. */
    Map<String, String> colors(List<String> layers) {
        double step = layers.size() > 1 ? (stops.length - 1.0) / (layers.size() - 1) : 0;
        Map<String, String> colors = new LinkedHashMap<>();
        for (int k = 0; k < layers.size(); k++) {
            colors.put(layers.get(k), color(layers.size() > 1 ? k * step : stops.length - 1));
        }
        return colors;
    }

    /** Of loss and metrics: those of Okabe and Ito (2008) that no layer has, over and over. */
    Map<String, String> metricColors(Columns metrics) {
        List<String> set = List.of(text, "#d55e00", "#cc79a7", "#56b4e9");
        Map<String, String> colors = new LinkedHashMap<>();
        metrics.columns().keySet().stream()
                .filter(name -> !name.equals("epoch"))
                .forEach(name -> colors.put(name, set.get(colors.size() % set.size())));
        return colors;
    }

    /** Of classes: those of Okabe and Ito (2008), over and over. */
    static List<String> classColors(int classes) {
        List<String> set =
                List.of("#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#f0e442", "#777777");
        return IntStream.range(0, classes)
                .mapToObj(k -> set.get(k % set.size()))
                .toList();
    }

    /** A colour as ground for others: {@code share} of it, the rest of the theme's own ground. */
    String faint(String color, double share) {
        return "#%06x".formatted(mix(Integer.decode(ground), Integer.decode(color), share));
    }

    /** A colour as it stands out from its own faint one. */
    String strong(String color) {
        return "#%06x".formatted(mix(Integer.decode(color), Integer.decode(text), 0.35));
    }

    private String color(double place) {
        int at = Math.min((int) place, stops.length - 2);
        return "#%06x".formatted(mix(stops[at], stops[at + 1], place - at));
    }

    private static int mix(int first, int second, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = first >> shift & 0xff;
            int to = second >> shift & 0xff;
            mixed |= (int) Math.round(from + (to - from) * share) << shift;
        }
        return mixed;
    }
}
