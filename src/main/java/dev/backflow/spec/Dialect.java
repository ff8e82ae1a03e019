package dev.backflow.spec;

/**
 * Whose optimizer is meant where frameworks differ under one name: in the update rule, mostly in where ε stands, or in
 * the defaults. Each optimizer says what its dialects do.
 */
public enum Dialect {
    /** {@code keras.optimizers} of Keras 3 (3.15). */
    KERAS3,
    /** TensorFlow 2's optimizers up to 2.10, since then {@code tf.keras.optimizers.legacy}. */
    TF2,
    /** {@code torch.optim} (2.x). Its {@code weight_decay} adds λ w to the gradient, but for AdamW. */
    PYTORCH;

    /** What {@code given} says in this dialect, as it would be written in JSON. */
    public String valueOf(Default given) {
        String own = switch (this) {
            case KERAS3 -> "";
            case TF2 -> given.tf2();
            case PYTORCH -> given.pytorch();
        };
        return own.isEmpty() ? given.value() : own;
    }
}
