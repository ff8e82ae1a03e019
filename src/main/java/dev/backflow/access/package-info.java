/**
 * Who asks, and what belongs to whom: callers with their role, the owner of everything that is stored, and the tokens
 * that clients prove themselves by. It must not know HTTP, which says who the caller is by {@link
 * dev.backflow.access.Callers}, nor what is owned.
 *
 * <p>Read {@link dev.backflow.access.Caller}, then {@link dev.backflow.access.TokenService}.
 */
@NullMarked
package dev.backflow.access;

import org.jspecify.annotations.NullMarked;
