package dev.backflow.cures;

import dev.backflow.cures.Treatment.Change;
import dev.backflow.diagnosis.BundlePart;
import dev.backflow.diagnosis.Evidence;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunSpecs;
import dev.backflow.spec.MergePatch;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.SpecWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run that is to be cured: makes the specs that are tried. They record as runs do by default, at 200 epochs at most,
 * and a quarter of the examples is held out where the run itself validates on none.
 */
final class CureCase {

    static final int LEAST_HELD_OUT = 10;

    private static final int MOST_RECORDED = 200;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Function<RunSpec, Evidence> unmeasured;
    private final Predicate<RunSpec> accepted;
    private final boolean splits;
    private final Treatment unchanged;
    private final Treatment whole;

    /**
     * @param unmeasured what is known of a spec before it is trained
     * @param accepted whether a spec may be trained here
     */
    CureCase(RunSpec spec, Function<RunSpec, Evidence> unmeasured, Predicate<RunSpec> accepted) {
        this.unmeasured = unmeasured;
        this.accepted = accepted;
        splits = !spec.validates() && spec.samples() / 4 >= LEAST_HELD_OUT;
        ObjectNode tried = (ObjectNode) SpecWriter.write(spec);
        tried.set("recording", recording(spec.training().epochs()));
        whole = treatment(List.of(new Change("all_examples", "Train on all examples")), tried);
        if (splits) {
            tried.set("validation", split(spec));
        }
        unchanged = treatment(List.of(), tried);
    }

    private static Treatment treatment(List<Change> changes, JsonNode json) {
        RunSpec read = SpecReader.read(json, RunSpec.class);
        return new Treatment(changes, SpecWriter.write(read), read);
    }

    private static ObjectNode recording(int epochs) {
        return MAPPER.createObjectNode().put("every", Math.max(1, (epochs + MOST_RECORDED - 1) / MOST_RECORDED));
    }

    private static ObjectNode split(RunSpec spec) {
        return MAPPER.createObjectNode()
                .put("type", "split")
                .put("stratify", spec.dataset().classes() > 0 && !spec.comparesNumbers());
    }

    Treatment unchanged() {
        return unchanged;
    }

    /** The run itself where the others have a quarter of its examples held out; else empty. */
    Optional<Treatment> whole() {
        return splits ? Optional.of(whole) : Optional.empty();
    }

    /** With these parts of the bundle; those that would change nothing, or make what is not accepted, are left out. */
    Treatment with(Collection<BundlePart> parts) {
        Treatment made = unchanged;
        Evidence known = unmeasured.apply(made.spec());
        for (BundlePart part : new TreeSet<>(parts)) {
            Optional<Treatment> more =
                    part == BundlePart.VALIDATION && splits ? Optional.empty() : with(made, known, part);
            if (more.isPresent()) {
                made = more.get();
                known = unmeasured.apply(made.spec());
            }
        }
        return made;
    }

    private Optional<Treatment> with(Treatment before, Evidence known, BundlePart part) {
        return part.of(known)
                .flatMap(remedy ->
                        with(before, new Change(part.wireName(), remedy.title()), MAPPER.valueToTree(remedy.patch())));
    }

    /** With a first remedy of a finding. */
    Optional<Treatment> with(FirstAid remedy) {
        return with(unchanged, new Change("remedy of " + remedy.rule(), remedy.title()), remedy.patch());
    }

    private Optional<Treatment> with(Treatment before, Change change, JsonNode patch) {
        return RunSpecs.patched(before.json(), patch)
                .filter(json -> !json.equals(before.json()))
                .map(json -> {
                    List<Change> changes = new ArrayList<>(before.changes());
                    changes.add(change);
                    ObjectNode tried = ((ObjectNode) json).deepCopy();
                    tried.set(
                            "recording",
                            recording(json.path("training").path("epochs").asInt()));
                    return treatment(List.copyOf(changes), tried);
                })
                .filter(made -> accepted.test(made.spec()));
    }

    /** The patch of the run's own spec that makes this of it, without what is there for the trials only; null for none. */
    @Nullable
    JsonNode patch(Treatment treatment) {
        ObjectNode patch = MergePatch.between(unchanged.json(), treatment.json());
        patch.remove("recording");
        return patch.isEmpty() ? null : patch;
    }

    /** The same with another seed. */
    static RunSpec seeded(Treatment treatment, long seed) {
        ObjectNode json = ((ObjectNode) treatment.json()).deepCopy();
        return SpecReader.read(json.put("seed", seed), RunSpec.class);
    }
}
