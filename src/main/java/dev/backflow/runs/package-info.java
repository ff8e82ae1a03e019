/**
 * What was asked and where it stands: the spec of a run, strict reading of it, and the {@link dev.backflow.runs.Run}
 * aggregate with its one state machine. It knows that runs wait in a {@link dev.backflow.runs.RunQueue}, not who works
 * on them; it must not know recorded numbers, HTTP or how training goes.
 *
 * <p>Read {@link dev.backflow.runs.RunSpec} and {@link dev.backflow.spec.SpecReader} (what is asked), {@link
 * dev.backflow.runs.Run} (where it stands), {@link dev.backflow.runs.RunService} (submit, find, cancel, delete), {@link
 * dev.backflow.runs.Presets}; {@link dev.backflow.uploads.UploadService} keeps the files that runs train on.
 */
@NullMarked
package dev.backflow.runs;

import org.jspecify.annotations.NullMarked;
