package dev.backflow.engine.layers;

import dev.backflow.engine.optimizers.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;

/**
 * {@code keras.layers.LayerNormalization}: y = γ x̂ + β with x̂ = (x − μ) / √(σ² + ε), μ and σ² being mean and variance
 * (divided by their number) over the units of each example (Ba, Kiros and Hinton: "Layer normalization", 2016, equation
 * 4). Training and inference do not differ. Sums run in double precision, and along the examples.
 */
final class LayerNormalizationStage implements Stage {

    private final Normalization.LayerNormalization spec;
    private final double epsilon;
    private final Affine affine;
    private final FMatrixRMaj normalized;
    private final float[] inverse;
    private final double[] sums;
    private final double[] products;

    LayerNormalizationStage(Normalization.LayerNormalization spec, int units, int examples) {
        this.spec = spec;
        epsilon = spec.epsilon();
        affine = new Affine(units, spec.scale(), spec.center());
        normalized = new FMatrixRMaj(units, examples);
        inverse = new float[examples];
        sums = new double[examples];
        products = new double[examples];
    }

    @Override
    public void initialize(long seed, int place) {
        spec.initialize(weights(), seed, place);
    }

    @Override
    public void forward(FMatrixRMaj x, Pass pass) {
        int width = x.numCols;
        int units = x.numRows;
        measure(x);
        for (int example = 0; example < width; example++) {
            inverse[example] = (float) (1 / Math.sqrt(products[example] / units + epsilon));
        }
        normalized.reshape(units, width);
        for (int unit = 0; unit < units; unit++) {
            float scale = affine.scale(unit);
            float offset = affine.offset(unit);
            int row = unit * width;
            for (int example = 0; example < width; example++) {
                float standard = (float) (x.data[row + example] - sums[example]) * inverse[example];
                normalized.data[row + example] = standard;
                x.data[row + example] = scale * standard + offset;
            }
        }
    }

    /** Leaves μ in the sums and Σ(x − μ)² in the products. */
    private void measure(FMatrixRMaj x) {
        int width = x.numCols;
        Arrays.fill(sums, 0, width, 0);
        Arrays.fill(products, 0, width, 0);
        for (int row = 0; row < x.getNumElements(); row += width) {
            for (int example = 0; example < width; example++) {
                sums[example] += x.data[row + example];
            }
        }
        for (int example = 0; example < width; example++) {
            sums[example] /= x.numRows;
        }
        for (int row = 0; row < x.getNumElements(); row += width) {
            for (int example = 0; example < width; example++) {
                double distance = x.data[row + example] - sums[example];
                products[example] += distance * distance;
            }
        }
    }

    /** With h = γ g: ∂L/∂x = (h − Σh / n − x̂ Σ h x̂ / n) / √(σ² + ε), the sums running over the n units. */
    @Override
    public void backward(FMatrixRMaj gradient) {
        int width = gradient.numCols;
        Arrays.fill(sums, 0, width, 0);
        Arrays.fill(products, 0, width, 0);
        for (int unit = 0; unit < gradient.numRows; unit++) {
            gather(gradient, unit);
        }
        for (int example = 0; example < width; example++) {
            sums[example] /= gradient.numRows;
            products[example] /= gradient.numRows;
        }
        for (int row = 0; row < gradient.getNumElements(); row += width) {
            for (int example = 0; example < width; example++) {
                int i = row + example;
                double across = gradient.data[i] - sums[example] - normalized.data[i] * products[example];
                gradient.data[i] = (float) (across * inverse[example]);
            }
        }
    }

    /** Sets ∂L/∂γ and ∂L/∂β of a unit, turns its g into h and adds both to the sums of the examples. */
    private void gather(FMatrixRMaj gradient, int unit) {
        float scale = affine.scale(unit);
        int row = unit * gradient.numCols;
        double sum = 0;
        double product = 0;
        for (int example = 0; example < gradient.numCols; example++) {
            float g = gradient.data[row + example];
            float standard = normalized.data[row + example];
            float h = scale * g;
            sum += g;
            product += (double) g * standard;
            sums[example] += h;
            products[example] += (double) h * standard;
            gradient.data[row + example] = h;
        }
        affine.setGradients(unit, product, sum);
    }

    @Override
    public List<Parameter> parameters() {
        return affine.parameters();
    }

    @Override
    public Map<String, float[]> weights() {
        return affine.weights();
    }
}
