package dev.backflow.figures;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Colours on light or dark ground. Layers go from violet to amber and from dark to light or back, so that their order
 * shows in lightness too and does not rest on telling red from green; the page at / has the same stops.
 */
public enum FigureTheme {
    LIGHT(
            "#ffffff",
            "#1f2126",
            "#5b5f6b",
            "#e7e5df",
            "#d0d0d0",
            List.of("#3b1470", "#2c63ad", "#0d8a83", "#6f9a10", "#dc8a00")),
    DARK(
            "#16181d",
            "#e8e6e1",
            "#a9adb8",
            "#2b2f38",
            "#4a4d55",
            List.of("#8e7cf0", "#5aa2e6", "#2fc0ac", "#9ad14b", "#fce14a"));

    /** Matplotlib's map (van der Walt and Smith, 2015), which grows in lightness and needs no colour vision. */
    static final List<String> VIRIDIS =
            List.of("#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725");

    final String ground;
    final String text;
    final String ink;
    final String grid;
    final String missing;
    private final List<String> stops;

    FigureTheme(String ground, String text, String ink, String grid, String missing, List<String> stops) {
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

    /** Of layers, from the first to the output; a lone layer is the output. */
    List<String> layerColors(int layers) {
        return layers == 1 ? List.of(stops.get(stops.size() - 1)) : ramp(stops, layers);
    }

    /** Of loss and metrics: those of Okabe and Ito (2008) that no layer has, over and over. */
    List<String> metricColors() {
        return List.of(text, "#d55e00", "#cc79a7", "#56b4e9");
    }

    /** Of classes: those of Okabe and Ito (2008), over and over. */
    static List<String> classColors(int classes) {
        List<String> set =
                List.of("#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#f0e442", "#777777");
        return IntStream.range(0, classes)
                .mapToObj(k -> set.get(k % set.size()))
                .toList();
    }

    /** Colours evenly from the first stop to the last. */
    static List<String> ramp(List<String> stops, int count) {
        int[] colors = stops.stream().mapToInt(Integer::decode).toArray();
        return IntStream.range(0, count)
                .mapToObj(i -> between(colors, i * (colors.length - 1.0) / Math.max(1, count - 1)))
                .toList();
    }

    /** Whether dark letters are easier to read on it than white ones, by its luminance (ITU-R BT.709). */
    static boolean isLight(String color) {
        int rgb = Integer.decode(color);
        return 0.2126 * (rgb >> 16 & 0xff) + 0.7152 * (rgb >> 8 & 0xff) + 0.0722 * (rgb & 0xff) > 125;
    }

    /** A colour as ground for others: {@code share} of it, the rest of the theme's own ground. */
    String faint(String color, double share) {
        return mix(Integer.decode(ground), Integer.decode(color), share);
    }

    /** A colour as it stands out from its own faint one. */
    String strong(String color) {
        return mix(Integer.decode(color), Integer.decode(text), 0.35);
    }

    private static String between(int[] stops, double place) {
        int at = Math.min((int) place, stops.length - 2);
        return mix(stops[at], stops[at + 1], place - at);
    }

    private static String mix(int first, int second, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = first >> shift & 0xff;
            int to = second >> shift & 0xff;
            mixed |= (int) Math.round(from + (to - from) * share) << shift;
        }
        return "#%06x".formatted(mixed);
    }
}
