package dev.backflow.access;

/**
 * Who makes a request.
 *
 * @param owner to whom belongs what the caller makes
 * @param role what the caller may do
 */
public record Caller(String owner, Role role) {

    /** Whoever reaches a service that asks nobody who they are ({@code backflow.auth=none}). */
    public static final Caller LOCAL = new Caller("local", Role.ADMIN);

    /** Someone of whom nothing is known. */
    public static final Caller NOBODY = new Caller("", Role.READ);

    public boolean isAdmin() {
        return role == Role.ADMIN;
    }

    /** Whether what belongs to this owner exists for the caller. */
    public boolean sees(String otherOwner) {
        return isAdmin() || owner.equals(otherOwner);
    }
}
