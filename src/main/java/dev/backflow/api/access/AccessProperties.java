package dev.backflow.api.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code backflow.auth} and {@code backflow.access}.
 *
 * @param auth how callers say who they are
 */
@ConfigurationProperties("backflow")
record AccessProperties(
        @DefaultValue("none") AuthMode auth, @DefaultValue Access access) {

    /**
     * What may reach the service besides.
     *
     * @param unprotected whether a service that asks nobody who they are may listen to other machines
     * @param hosts names, beside localhost and addresses in digits, by which such a service is called
     * @param origins of web pages of others that may use the service, such as {@code https://dashboards.example}
     * @param rolesClaim in which claim of a JSON Web Token the role stands; dots lead into objects
     */
    record Access(
            boolean unprotected,
            @DefaultValue List<String> hosts,
            @DefaultValue List<String> origins,
            @DefaultValue("roles") String rolesClaim) {}
}
