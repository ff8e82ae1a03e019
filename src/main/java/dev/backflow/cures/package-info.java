/**
 * Finds by training what makes a run learn, and the smallest change that does: a bundle of all that helps comes first,
 * then its parts are taken away as long as the network still learns. What is claimed has been seen over three seeds and
 * on examples that were held out. It must not know HTTP, nor who trains runs.
 *
 * <p>Read {@link dev.backflow.cures.CureSearch}, which is the whole search as a function of trials; {@link
 * dev.backflow.cures.Laboratory} makes them, {@link dev.backflow.cures.Cures} is what users do.
 */
@NullMarked
package dev.backflow.cures;

import org.jspecify.annotations.NullMarked;
