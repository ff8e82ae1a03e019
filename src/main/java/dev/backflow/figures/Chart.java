package dev.backflow.figures;

import dev.backflow.figures.Curves.Curve;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.DoubleStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A figure as a specification that clients draw, with the numbers in it. Written while it is made: only the curves are
 * in memory.
 */
abstract class Chart {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER) // the shortest text, on every Java the same
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    final JsonGenerator json;
    final Sheet sheet;

    Chart(OutputStream out, Sheet sheet) {
        json = JSON.createGenerator(ObjectWriteContext.empty(), out);
        this.sheet = sheet;
    }

    /** Writes the whole specification. */
    abstract void write(Figure figure);

    /** A panel of curves over epochs. */
    abstract void lines(Lines lines);

    /** A panel of colours over epochs and layers. */
    abstract void cells(Cells cells);

    /** A panel of quantiles over epochs. */
    abstract void bands(BandPanel bands);

    /** A panel of the cells of an experiment, a single block of them. */
    abstract void matrix(Matrix matrix);

    /** A panel of strips of dots. */
    abstract void strips(GainStrips strips);

    /** JSON has no NaN, and a logarithmic axis takes nothing that is not positive: both are gaps. */
    final void number(double value, ValueAxis axis) {
        if (axis.isDrawable(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    final void numbers(String name, DoubleStream values, ValueAxis axis) {
        json.writeArrayPropertyStart(name);
        values.forEach(value -> number(value, axis));
        json.writeEndArray();
    }

    final void epochs(String name, Curves curves) {
        json.writeArrayPropertyStart(name);
        for (double epoch : curves.epochs()) {
            json.writeNumber((int) epoch);
        }
        json.writeEndArray();
    }

    /** An object that has its parts written by {@code parts}. */
    final void object(String name, Runnable parts) {
        json.writeObjectPropertyStart(name);
        parts.run();
        json.writeEndObject();
    }

    /** An array that has its items written by {@code items}. */
    final void array(String name, Runnable items) {
        json.writeArrayPropertyStart(name);
        items.run();
        json.writeEndArray();
    }

    final void raw(String name, String value) {
        json.writeName(name);
        json.writeRawValue(value);
    }

    final void texts(String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    /** An object of texts, such as {@code "type", "line"}. */
    final void object(String name, String... pairs) {
        json.writeObjectPropertyStart(name);
        strings(pairs);
        json.writeEndObject();
    }

    final void strings(String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            json.writeStringProperty(pairs[i], pairs[i + 1]);
        }
    }

    static boolean hasTheory(Lines lines) {
        return lines.curves().all().stream().mapToDouble(Curve::expected).anyMatch(lines.axis()::isDrawable);
    }
}
