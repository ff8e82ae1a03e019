package dev.backflow.figures;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Widths and outlines of the letters of Liberation Sans. They are as wide as those of Arial and Helvetica, so that what
 * fits them fits the fonts that a browser has in their place.
 */
final class Typeface {

    private static final double UNITS_PER_EM = 2048;
    private static final Map<Integer, Letter> LETTERS = new HashMap<>();
    private static final Letter MISSING;

    private record Letter(int advance, Path2D path) {}

    static {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Typeface.class.getResourceAsStream("/fonts/sans.outlines")),
                StandardCharsets.US_ASCII))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] parts = line.split(" ");
                LETTERS.put(Integer.parseInt(parts[0], 16), new Letter(Integer.parseInt(parts[1]), path(parts)));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        MISSING = Objects.requireNonNull(LETTERS.get(0));
    }

    private Typeface() {}

    /** In the unit of the size. */
    static double width(String words, double size) {
        return words.codePoints()
                        .map(point -> LETTERS.getOrDefault(point, MISSING).advance())
                        .sum()
                * size
                / UNITS_PER_EM;
    }

    /** What the words look like, their start at the origin before they are placed; what is no known letter is a box. */
    static Path2D outline(String words, double size, AffineTransform place) {
        Path2D outline = new Path2D.Double();
        AffineTransform at = new AffineTransform(place);
        at.scale(size / UNITS_PER_EM, -size / UNITS_PER_EM);
        words.codePoints()
                .mapToObj(point -> LETTERS.getOrDefault(point, MISSING))
                .forEach(letter -> {
                    outline.append(letter.path().getPathIterator(at), false);
                    at.translate(letter.advance(), 0);
                });
        return outline;
    }

    /** Of numbers and the letters before them. */
    private static Path2D path(String[] parts) {
        Path2D path = new Path2D.Double();
        double[] at = new double[4];
        for (int i = 2; i < parts.length; ) {
            char segment = parts[i++].charAt(0);
            for (int k = 0; k < (segment == 'Z' ? 0 : segment == 'Q' ? 4 : 2); k++) {
                at[k] = Double.parseDouble(parts[i++]);
            }
            switch (segment) {
                case 'M' -> path.moveTo(at[0], at[1]);
                case 'L' -> path.lineTo(at[0], at[1]);
                case 'Q' -> path.quadTo(at[0], at[1], at[2], at[3]);
                default -> path.closePath();
            }
        }
        return path;
    }
}
