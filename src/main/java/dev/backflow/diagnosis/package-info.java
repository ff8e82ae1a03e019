/**
 * Recorded numbers become signals and findings: whether the network can learn, and if not, why, with the evidence and what
 * to try. It is pure: whoever asks brings {@code Evidence}, and the same evidence always gives the
 * same answer. It must not know where numbers are kept, JSON, HTTP or live networks; of the engine it takes specs and
 * activation functions only.
 *
 * <p>Read {@link dev.backflow.diagnosis.Signal} and {@link dev.backflow.diagnosis.MeanField} (what is measured and what
 * theory expects), then {@code Rule}, {@link dev.backflow.diagnosis.VanishingGradient} as an
 * example of one, and {@code RulePack}.
 */
package dev.backflow.diagnosis;
