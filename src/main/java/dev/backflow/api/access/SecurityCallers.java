package dev.backflow.api.access;

import dev.backflow.access.Caller;
import dev.backflow.access.Callers;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The caller whom Spring Security has found out for the request of this thread. */
@Component
class SecurityCallers implements Callers {

    @Override
    public Caller current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                ? known.getPrincipal()
                : Caller.NOBODY;
    }
}
