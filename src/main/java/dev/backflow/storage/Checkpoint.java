package dev.backflow.storage;

import dev.backflow.recording.CheckpointPart;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All from which a training goes on as if it had never been interrupted.
 *
 * @param epoch passes made over the data; everything recorded at earlier epochs is stored, nothing at this one
 */
public record Checkpoint(int epoch, Map<CheckpointPart, Part> parts) {

    /** What the numbers mean is known to those who wrote them. */
    public record Part(List<float[]> arrays, double[] numbers) {}

    /** Nothing, if this checkpoint does not have the part. */
    public Part part(CheckpointPart part) {
        return parts.getOrDefault(part, new Part(List.of(), new double[0]));
    }

    /** The same with only these parts. */
    public Checkpoint only(Set<CheckpointPart> wanted) {
        Map<CheckpointPart, Part> kept = new EnumMap<>(parts);
        kept.keySet().retainAll(wanted);
        return new Checkpoint(epoch, kept);
    }
}
