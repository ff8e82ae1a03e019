package dev.backflow.api.access;

import dev.backflow.access.Caller;
import dev.backflow.access.Role;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller as Spring Security knows him: with an authority for his role and for each that it includes. */
final class CallerAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final transient Caller caller;

    CallerAuthentication(Caller caller) {
        super(authorities(caller.role()));
        this.caller = caller;
        setAuthenticated(true);
    }

    private static List<GrantedAuthority> authorities(Role role) {
        return Stream.of(Role.values())
                .filter(included -> included.compareTo(role) <= 0)
                .<GrantedAuthority>map(included -> new SimpleGrantedAuthority(included.name()))
                .toList();
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    @Override
    public String getName() {
        return caller.owner();
    }

    @Override
    public Object getCredentials() {
        return "";
    }
}
