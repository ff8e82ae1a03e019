/**
 * HTTP and nothing else: addresses, JSON in and out, problems. Controllers hold no logic; they ask the features. It
 * must not know how networks are trained nor where numbers are kept.
 *
 * <p>What is recorded of a run is opened by {@link dev.backflow.api.Recordings}, once per request. Answers are made of
 * views, which live here, so that a field added to a record elsewhere changes no answer; specs, presets and outlines
 * are written as they would be read.
 *
 * <p>Read {@link dev.backflow.api.RunsController}, {@link dev.backflow.api.SeriesController}, then {@link
 * dev.backflow.api.Problems} for what happens to bad input. {@link dev.backflow.api.openapi.ApiDescription} says all
 * that to clients.
 */
@NullMarked
package dev.backflow.api;

import org.jspecify.annotations.NullMarked;
