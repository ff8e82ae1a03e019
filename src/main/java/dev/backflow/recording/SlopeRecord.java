package dev.backflow.recording;

import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.activations.Interval;
import dev.backflow.engine.activations.ScalarFunction;
import dev.backflow.engine.layers.Layer;
import dev.backflow.engine.layers.LayerParts;
import dev.backflow.engine.layers.LayerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/**
 * How much of a layer's activation φ still lets a gradient through, at one epoch on the sampled batch. Only finite z
 * count. Linear layers have none, since nothing can happen to a slope that is always 1, nor have softmax and
 * log_softmax, which have no slope for each element, nor layers without an activation of their own.
 *
 * @param saturation the share of all z at which |φ′(z)| is below 1 % of the largest that φ has anywhere; NaN if that
 *     has no bound, is 0, or no z is finite
 * @param deadUnits the share of units with φ′(z) = 0 on every example (dying ReLUs: Lu, Shin, Su and Karniadakis,
 *     2019), among those with a finite z; NaN if there is none
 * @param inactiveUnits the share of units that are active on less than 1 % of the examples, as Amazon SageMaker
 *     Debugger counts them: a ReLU with a flat side above its threshold, a tanh from -9.4999 to 9.4999, a sigmoid from
 *     -23 to 16.99999; NaN for other φ
 */
public record SlopeRecord(String layer, double saturation, double deadUnits, double inactiveUnits) {

    private static final double FLAT = 0.01;
    private static final double INACTIVE = 0.01;

    /** Whether such a layer has them. */
    public static boolean isIn(LayerSpec layer) {
        return layer.parts()
                .flatMap(LayerParts::activation)
                .filter(SlopeRecord::bends)
                .isPresent();
    }

    private static boolean bends(Activation activation) {
        return activation.elementwise().filter(phi -> !phi.isLinear()).isPresent();
    }

    static List<SlopeRecord> of(List<Layer> layers) {
        List<SlopeRecord> records = new ArrayList<>();
        for (Layer layer : layers) {
            Activation activation = layer.activation();
            if (activation != null && bends(activation)) {
                records.add(of(layer, activation));
            }
        }
        return records;
    }

    private static SlopeRecord of(Layer layer, Activation activation) {
        ScalarFunction phi = activation.elementwise().orElseThrow();
        Optional<Interval> range = activation.activeRange();
        float[] z = layer.preActivation().data;
        float[] slopes = slopes(layer, activation);
        int examples = layer.preActivation().numCols;
        float flat = (float) (FLAT * phi.steepest());
        int finite = 0;
        int saturated = 0;
        int units = 0;
        int dead = 0;
        int inactive = 0;
        for (int from = 0; from < slopes.length; from += examples) {
            int before = finite;
            int alive = 0;
            int active = 0;
            for (int i = from; i < from + examples; i++) {
                int counts = Float.isFinite(z[i]) ? 1 : 0;
                finite += counts;
                saturated += Math.abs(slopes[i]) < flat ? counts : 0;
                alive += slopes[i] != 0 ? counts : 0;
                active += range.isPresent() && range.get().holdsInside(z[i]) ? counts : 0;
            }
            units += finite > before ? 1 : 0;
            dead += finite > before && alive == 0 ? 1 : 0;
            inactive += active < INACTIVE * (finite - before) ? 1 : 0;
        }
        boolean bounded = flat > 0 && flat < Float.POSITIVE_INFINITY;
        double saturation = bounded ? (double) saturated / finite : Double.NaN;
        double inactiveUnits = range.isPresent() ? (double) inactive / units : Double.NaN;
        return new SlopeRecord(layer.name(), saturation, (double) dead / units, inactiveUnits);
    }

    /** φ′(z), as one goes back through φ. */
    private static float[] slopes(Layer layer, Activation activation) {
        FMatrixRMaj z = layer.preActivation();
        FMatrixRMaj slopes = new FMatrixRMaj(z.numRows, z.numCols);
        Arrays.fill(slopes.data, 1);
        activation.backward(z, layer.activated(), slopes);
        return slopes.data;
    }
}
