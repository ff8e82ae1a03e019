package dev.backflow.api.access;

import dev.backflow.access.Caller;
import dev.backflow.access.TokenService;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** Finds out who proves himself by a token that this service made. */
final class BearerTokens implements OpaqueTokenIntrospector, OpaqueTokenAuthenticationConverter {

    private final TokenService tokens;

    BearerTokens(TokenService tokens) {
        this.tokens = tokens;
    }

    /** What Spring Security passes on from one method below to the other. */
    private record Found(Caller caller) implements OAuth2AuthenticatedPrincipal {

        @Override
        public Map<String, Object> getAttributes() {
            return Map.of("owner", caller.owner());
        }

        @Override
        public Collection<? extends GrantedAuthority> getAuthorities() {
            return List.of();
        }

        @Override
        public String getName() {
            return caller.owner();
        }
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        return tokens.caller(token)
                .map(Found::new)
                .orElseThrow(
                        () -> new BadOpaqueTokenException("The token was never made, has expired or was revoked."));
    }

    @Override
    public Authentication convert(String token, OAuth2AuthenticatedPrincipal principal) {
        return new CallerAuthentication(((Found) principal).caller());
    }
}
