package dev.backflow.api.access;

/** How callers say who they are. */
enum AuthMode {
    /** Not at all: whoever reaches the service owns it. */
    NONE,
    /** By bearer tokens that an admin makes. */
    TOKEN,
    /** By bearer tokens of an issuer (JSON Web Tokens). */
    JWT
}
