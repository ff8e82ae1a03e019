/**
 * Judges runs: brings together what rules have to know of a run, which is its spec, its data and its recording, and
 * keeps of the remedies those that can be trained. It must not know HTTP, nor any rule.
 *
 * <p>Read {@link dev.backflow.findings.Findings}.
 */
@NullMarked
package dev.backflow.findings;

import org.jspecify.annotations.NullMarked;
