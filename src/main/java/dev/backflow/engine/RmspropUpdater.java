package dev.backflow.engine;

/** {@link Optimizer.Rmsprop} for one tensor; remembers the mean square and, as asked, the mean and the velocity. */
final class RmspropUpdater implements Updater {

    private final float rate;
    private final float rho;
    private final float momentum;
    private final float epsilon;
    private final float[] meanSquare;
    private final float[] mean;
    private final float[] velocity;

    RmspropUpdater(Optimizer.Rmsprop settings, int size) {
        rate = (float) settings.learningRate();
        rho = (float) settings.rho();
        momentum = (float) settings.momentum();
        epsilon = (float) settings.epsilon();
        meanSquare = new float[size];
        mean = settings.centered() ? new float[size] : null;
        velocity = momentum > 0 ? new float[size] : null;
    }

    @Override
    public void update(float[] weights, float[] gradient, long step) {
        if (mean == null && velocity == null) {
            updatePlainly(weights, gradient);
            return;
        }
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            meanSquare[i] = rho * meanSquare[i] + (1 - rho) * g * g;
            float variance = meanSquare[i];
            if (mean != null) {
                mean[i] = rho * mean[i] + (1 - rho) * g;
                variance -= mean[i] * mean[i];
            }
            float change = rate * g / (float) Math.sqrt(variance + epsilon);
            if (velocity != null) {
                velocity[i] = momentum * velocity[i] + change;
                change = velocity[i];
            }
            weights[i] -= change;
        }
    }

    private void updatePlainly(float[] weights, float[] gradient) {
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            float square = rho * meanSquare[i] + (1 - rho) * g * g;
            meanSquare[i] = square;
            weights[i] -= rate * g / (float) Math.sqrt(square + epsilon);
        }
    }
}
