package dev.backflow.api.access;

import dev.backflow.access.Caller;
import dev.backflow.access.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** Finds the caller in a JSON Web Token that was found valid: its subject is the owner, a claim has the role. */
final class JwtCallers implements Converter<Jwt, AbstractAuthenticationToken> {

    private static final int LONGEST_OWNER = 64;

    private final List<String> rolesClaim;

    /** @param rolesClaim dots lead into objects, as in {@code realm_access.roles} */
    JwtCallers(String rolesClaim) {
        this.rolesClaim = List.of(rolesClaim.split("\\."));
    }

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        String owner = token.getSubject();
        if (owner == null || owner.isBlank() || owner.length() > LONGEST_OWNER || owner.equals(Caller.LOCAL.owner())) {
            throw new InvalidBearerTokenException(
                    "The subject of the token must be 1 to " + LONGEST_OWNER + " characters, and not local.");
        }
        return new CallerAuthentication(new Caller(owner, role(claim(token))));
    }

    /** The highest that is listed, alone or among words of others. */
    private Role role(Collection<?> words) {
        return Arrays.stream(Role.values())
                .filter(role -> words.contains(role.wireName()))
                .reduce((lower, higher) -> higher)
                .orElseThrow(() -> new InvalidBearerTokenException("The token has no role in its claim "
                        + String.join(".", rolesClaim) + ": one of read, submit and admin."));
    }

    private Collection<?> claim(Jwt token) {
        @Nullable Object found = token.getClaims();
        for (String name : rolesClaim) {
            found = found instanceof Map<?, ?> claims ? claims.get(name) : null;
        }
        if (found instanceof String words) {
            return List.of(words.split(" "));
        }
        return found instanceof Collection<?> words ? words : List.of();
    }
}
