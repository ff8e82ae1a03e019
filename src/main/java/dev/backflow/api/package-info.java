/**
 * HTTP and nothing else: addresses, JSON in and out, problems. Controllers hold no logic; they ask the features. It must
 * not know how networks are trained nor where numbers are kept.
 *
 * <p>Read {@link dev.backflow.api.RunsController}, {@link dev.backflow.api.SeriesController}, then {@link
 * dev.backflow.api.Problems} for what happens to bad input. {@link dev.backflow.api.openapi.ApiDescription} says all
 * that to clients.
 */
@NullMarked
package dev.backflow.api;

import org.jspecify.annotations.NullMarked;
