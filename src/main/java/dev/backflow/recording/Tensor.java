package dev.backflow.recording;

/** What is measured in a layer. The wire name is the constant's name in lower case. */
public enum Tensor {
    /** W, inputs × units. */
    KERNEL,
    /** ∂L/∂W of the sampled batch. */
    KERNEL_GRADIENT,
    /** a = φ(z) on the sampled batch. */
    ACTIVATION,
    /** δ = ∂L/∂z on the sampled batch: the back-propagated signal of Glorot &amp; Bengio (2010). */
    PRE_ACTIVATION_GRADIENT;

    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
