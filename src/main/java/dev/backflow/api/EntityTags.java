package dev.backflow.api;

import dev.backflow.runs.Run;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;

/** Tells by entity tags what a client has of a run, and whether it is what there is (RFC 9110, 13.1). */
final class EntityTags {

    private static final String ANY = "*";

    private EntityTags() {}

    /** Of the run itself; changes with it, and with the service that writes it. */
    static String of(Run run) {
        return "\"" + run.version() + "-" + Build.IDENTITY + "\"";
    }

    /** Whether {@code If-None-Match} names the tag, compared weakly. */
    static boolean isKnown(String tag, @Nullable String ifNoneMatch) {
        return ifNoneMatch != null && (isAny(ifNoneMatch) || isAmong(tag, ifNoneMatch, false));
    }

    static boolean isAny(@Nullable String tags) {
        return tags != null && tags.strip().equals(ANY);
    }

    /**
     * For requests that change the run.
     *
     * @throws PreconditionFailedException unless the run is one that {@code If-Match} names and {@code If-None-Match}
     *     does not
     */
    static void require(Run run, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        String tag = of(run);
        if (ifMatch != null && !isAny(ifMatch) && !isAmong(tag, ifMatch, true)) {
            throw new PreconditionFailedException(
                    "If-Match (" + ifMatch + ") does not name the run as it is now; read it"
                            + " again and see whether it is still to be changed.");
        }
        if (isKnown(tag, ifNoneMatch)) {
            throw new PreconditionFailedException(
                    "If-None-Match (" + ifNoneMatch + ") names the run as it is now, which is not to be changed then.");
        }
    }

    private static boolean isAmong(String tag, String tags, boolean strong) {
        ETag wanted = ETag.create(tag);
        return ETag.parse(tags).stream().anyMatch(given -> !given.isWildcard() && wanted.compare(given, strong));
    }
}
