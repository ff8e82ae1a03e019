/**
 * How a description is described: records with {@link dev.backflow.spec.Default}s are read strictly from JSON, written
 * with every default filled in, and patched. It is the ground floor: it knows no record but by reflection, and nothing
 * of networks, data sets, HTTP or storage.
 *
 * <p>Read {@link dev.backflow.spec.Vocabulary} (names and defaults of a record), {@link dev.backflow.spec.SpecReader}
 * and {@link dev.backflow.spec.SpecWriter} (JSON in and out), {@link dev.backflow.spec.Check} (bounds in constructors)
 * and {@link dev.backflow.spec.MergePatch}.
 */
@NullMarked
package dev.backflow.spec;

import org.jspecify.annotations.NullMarked;
