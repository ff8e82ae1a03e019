package dev.backflow.access;

import dev.backflow.spec.WireNames;

/** What a caller may do. Each role includes those before it. */
public enum Role {

    /** Read what is the caller's own. */
    READ,
    /** Train, upload, change and delete as well. */
    SUBMIT,
    /** See what belongs to others as well, and make and revoke tokens. */
    ADMIN;

    public String wireName() {
        return WireNames.of(this);
    }
}
