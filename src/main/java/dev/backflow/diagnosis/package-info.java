/**
 * Recorded numbers become signals and findings: whether the network can learn, and if not, why, with the evidence and
 * what to try. It is pure: the same {@code Evidence} always gives the same answer. It must not know where numbers are
 * stored, JSON, HTTP or live networks. Of the engine it knows the interfaces of the families and never a member: what
 * it has to know of one, the member says itself, and what is not known is not judged.
 *
 * <p>Read {@link dev.backflow.diagnosis.Signal} and {@link dev.backflow.diagnosis.MeanField} (what is measured and what
 * theory expects), then {@code Rule}, {@link dev.backflow.diagnosis.VanishingGradient} as an example of one, and {@code
 * RulePack}.
 */
@NullMarked
package dev.backflow.diagnosis;

import org.jspecify.annotations.NullMarked;
