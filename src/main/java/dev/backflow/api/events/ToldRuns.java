package dev.backflow.api.events;

import dev.backflow.api.BadHeaderException;
import java.util.Base64;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Of which runs of an experiment a client has been told, as the id of an event says: how many from the first on without
 * a gap and, after a dot, which of the others, as bits in Base64. So a stream goes on anywhere and tells each run once,
 * though runs end in any order.
 */
final class ToldRuns {

    static final String PATTERN = "[0-9]{1,6}(\\.[A-Za-z0-9_-]{1,4000})?";

    private final BitSet told;

    private ToldRuns(BitSet told) {
        this.told = told;
    }

    /**
     * @param id of the last event that the client has; null for none
     * @param runs of the experiment
     * @throws BadHeaderException if that is no id of such an event
     */
    static ToldRuns after(@Nullable String id, int runs) {
        if (id == null || id.isEmpty()) {
            return new ToldRuns(new BitSet());
        }
        BitSet told = id.matches(PATTERN) ? read(id) : null;
        if (told == null || told.length() > runs) {
            throw new BadHeaderException("Last-Event-ID", id, "must be the id of a run event of this experiment");
        }
        return new ToldRuns(told);
    }

    private static @Nullable BitSet read(String id) {
        String[] parts = id.split("\\.");
        int first = Integer.parseInt(parts[0]);
        BitSet told = new BitSet();
        told.set(0, first);
        try {
            byte[] others =
                    parts.length < 2 ? new byte[0] : Base64.getUrlDecoder().decode(parts[1]);
            BitSet.valueOf(others).stream().forEach(place -> told.set(first + place));
            return told;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    void add(int place) {
        told.set(place);
    }

    BitSet places() {
        return told;
    }

    /** As the id of an event. */
    @Override
    public String toString() {
        int first = told.nextClearBit(0);
        BitSet others = told.get(first, Math.max(first, told.length()));
        return others.isEmpty()
                ? String.valueOf(first)
                : first + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(others.toByteArray());
    }
}
