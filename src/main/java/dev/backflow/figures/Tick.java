package dev.backflow.figures;

/** A mark on an axis. */
record Tick(double at, String label) {}
