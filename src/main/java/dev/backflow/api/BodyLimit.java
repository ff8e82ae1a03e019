package dev.backflow.api;

/**
 * How long a request body may be.
 *
 * @param property where that is set
 */
record BodyLimit(long bytes, String property) {}
