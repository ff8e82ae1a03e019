package dev.backflow.benchmark;

import dev.backflow.engine.Examples;
import dev.backflow.engine.Network;
import dev.backflow.engine.activations.ElementwiseActivation;
import dev.backflow.engine.layers.DenseLayer;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.numerics.RandomStream;
import dev.backflow.engine.optimizers.Rmsprop;
import dev.backflow.runs.RunSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The tutorial's training as one writes it down: nested loops over float arrays, one example after the other, Math.exp
 * and Math.tanh. Sigmoid output with binary crossentropy, RMSprop, one target. It captures what the tutorial plots.
 */
final class PlainReference {

    /**
     * What is known after an epoch.
     *
     * @param moments for each layer the mean and std of the kernel, then of its gradient on the next batch
     */
    record Epoch(double loss, double accuracy, double[][] moments) {}

    private enum Function {
        SIGMOID,
        TANH,
        RELU
    }

    private final RunSpec spec;
    private final float[][] inputs;
    private final float[] targets;
    private final Function[] functions;
    private final float[][][] kernels;
    private final float[][] biases;
    private final float[][][] kernelGradients;
    private final float[][] biasGradients;
    private final float[][][] kernelSquares;
    private final float[][] biasSquares;
    private final float[][] activations;
    private final float[][] deltas;

    PlainReference(RunSpec spec, Examples examples) {
        this.spec = spec;
        inputs = rows(examples.features().data, examples.size(), examples.features().numCols);
        targets = examples.targets().data;
        List<LayerSpec> layers = spec.network().expanded();
        Network initial = new Network(spec.network(), spec.training().loss(), inputs[0].length, 1, spec.seed());
        int depth = layers.size();
        functions = new Function[depth];
        kernels = new float[depth][][];
        biases = new float[depth][];
        kernelGradients = new float[depth][][];
        biasGradients = new float[depth][];
        kernelSquares = new float[depth][][];
        biasSquares = new float[depth][];
        activations = new float[depth + 1][];
        deltas = new float[depth][];
        for (int l = 0; l < depth; l++) {
            DenseLayer layer = (DenseLayer) initial.layers().get(l);
            int units = layer.kernel().numCols;
            functions[l] = function((LayerSpec.Dense) layers.get(l));
            kernels[l] = rows(layer.kernel().data, layer.kernel().numRows, units);
            biases[l] = layer.bias().clone();
            kernelGradients[l] = new float[kernels[l].length][units];
            biasGradients[l] = new float[units];
            kernelSquares[l] = new float[kernels[l].length][units];
            biasSquares[l] = new float[units];
            activations[l + 1] = new float[units];
            deltas[l] = new float[units];
        }
    }

    private static Function function(LayerSpec.Dense layer) {
        if (layer.activation() instanceof ElementwiseActivation.Sigmoid) {
            return Function.SIGMOID;
        }
        return layer.activation() instanceof ElementwiseActivation.Tanh ? Function.TANH : Function.RELU;
    }

    private static float[][] rows(float[] data, int rows, int columns) {
        float[][] result = new float[rows][columns];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(data, row * columns, result[row], 0, columns);
        }
        return result;
    }

    List<Epoch> train() {
        List<Epoch> epochs = new ArrayList<>();
        int[] order = new int[inputs.length];
        int batch = spec.training().batchSize();
        for (int epoch = 0; epoch <= spec.training().epochs(); epoch++) {
            new RandomStream(spec.seed(), RandomStream.Purpose.SHUFFLE, epoch).permutation(order);
            differentiate(order, 0, batch);
            epochs.add(measure());
            for (int from = 0; epoch < spec.training().epochs() && from < order.length; from += batch) {
                if (from > 0) {
                    differentiate(order, from, Math.min(from + batch, order.length));
                }
                step();
            }
        }
        return epochs;
    }

    private void forward(float[] input) {
        activations[0] = input;
        for (int l = 0; l < kernels.length; l++) {
            float[] in = activations[l];
            float[] out = activations[l + 1];
            for (int j = 0; j < out.length; j++) {
                float z = biases[l][j];
                for (int i = 0; i < in.length; i++) {
                    z += in[i] * kernels[l][i][j];
                }
                out[j] = value(functions[l], z);
            }
        }
    }

    private static float value(Function function, float z) {
        return switch (function) {
            case SIGMOID -> (float) (1 / (1 + Math.exp(-z)));
            case TANH -> (float) Math.tanh(z);
            case RELU -> Math.max(z, 0);
        };
    }

    private static float slope(Function function, float a) {
        return switch (function) {
            case SIGMOID -> a * (1 - a);
            case TANH -> 1 - a * a;
            case RELU -> a > 0 ? 1 : 0;
        };
    }

    private void differentiate(int[] order, int from, int to) {
        for (int l = 0; l < kernels.length; l++) {
            for (float[] row : kernelGradients[l]) {
                java.util.Arrays.fill(row, 0);
            }
            java.util.Arrays.fill(biasGradients[l], 0);
        }
        for (int n = from; n < to; n++) {
            forward(inputs[order[n]]);
            backward(targets[order[n]], to - from);
        }
    }

    private void backward(float target, int examples) {
        int last = kernels.length - 1;
        deltas[last][0] = (activations[last + 1][0] - target) / examples;
        for (int l = last; l >= 0; l--) {
            float[] in = activations[l];
            float[] delta = deltas[l];
            for (int i = 0; i < in.length; i++) {
                float sum = 0;
                for (int j = 0; j < delta.length; j++) {
                    kernelGradients[l][i][j] += in[i] * delta[j];
                    sum += kernels[l][i][j] * delta[j];
                }
                if (l > 0) {
                    deltas[l - 1][i] = sum * slope(functions[l - 1], in[i]);
                }
            }
            for (int j = 0; j < delta.length; j++) {
                biasGradients[l][j] += delta[j];
            }
        }
    }

    private void step() {
        for (int l = 0; l < kernels.length; l++) {
            for (int i = 0; i < kernels[l].length; i++) {
                update(kernels[l][i], kernelGradients[l][i], kernelSquares[l][i]);
            }
            update(biases[l], biasGradients[l], biasSquares[l]);
        }
    }

    private void update(float[] weights, float[] gradient, float[] squares) {
        Rmsprop settings = (Rmsprop) spec.training().optimizer();
        float rate = (float) settings.learningRate().at(0);
        float rho = (float) settings.rho();
        float epsilon = (float) settings.epsilon();
        for (int i = 0; i < weights.length; i++) {
            squares[i] = rho * squares[i] + (1 - rho) * gradient[i] * gradient[i];
            weights[i] -= rate * gradient[i] / (float) Math.sqrt(squares[i] + epsilon);
        }
    }

    private Epoch measure() {
        double[][] moments = new double[kernels.length][];
        for (int l = 0; l < kernels.length; l++) {
            double[] ofKernel = moments(kernels[l]);
            double[] ofGradient = moments(kernelGradients[l]);
            moments[l] = new double[] {ofKernel[0], ofKernel[1], ofGradient[0], ofGradient[1]};
        }
        double loss = 0;
        int right = 0;
        for (int n = 0; n < inputs.length; n++) {
            forward(inputs[n]);
            float p = activations[kernels.length][0];
            double kept = Math.max(1e-7, Math.min(1 - 1e-7, p));
            loss -= targets[n] * Math.log(kept) + (1 - targets[n]) * Math.log(1 - kept);
            right += (p > 0.5f ? 1 : 0) == targets[n] ? 1 : 0;
        }
        return new Epoch(loss / inputs.length, (double) right / inputs.length, moments);
    }

    private static double[] moments(float[][] matrix) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (float[] row : matrix) {
            for (float x : row) {
                sum += x;
                count++;
            }
        }
        for (float[] row : matrix) {
            for (float x : row) {
                squares += (x - sum / count) * (x - sum / count);
            }
        }
        return new double[] {sum / count, Math.sqrt(squares / count)};
    }
}
