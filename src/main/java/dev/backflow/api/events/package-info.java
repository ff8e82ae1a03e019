/**
 * Epochs of runs, and runs of experiments, as server-sent events, without a thread for each client.
 *
 * <p>Read {@link dev.backflow.api.events.EventsController} and {@code EventStreams}.
 */
@NullMarked
package dev.backflow.api.events;

import org.jspecify.annotations.NullMarked;
