/**
 * Who may do what over HTTP, denied unless it is allowed: {@link dev.backflow.api.access.SecurityConfiguration} has the
 * one table of operations and roles. Whose runs and data sets a caller sees is decided where they are read, by {@link
 * dev.backflow.access.Caller#sees}.
 *
 * <p>{@code backflow.auth} is {@code none}, where everybody who reaches the service is its user, so that only this
 * machine may and no web page of others ({@link dev.backflow.api.access.HostCheck}, {@link
 * dev.backflow.api.access.OriginCheck}); {@code token}, where the service makes the tokens; or {@code jwt}, where an
 * issuer does.
 */
@NullMarked
package dev.backflow.api.access;

import org.jspecify.annotations.NullMarked;
