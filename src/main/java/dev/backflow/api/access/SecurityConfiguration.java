package dev.backflow.api.access;

import dev.backflow.access.Callers;
import dev.backflow.access.Role;
import dev.backflow.access.TokenService;
import dev.backflow.runs.Limits;
import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Who may call which operation, how callers say who they are, and what browsers are told. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String API = "/api/v1/";

    /** The page and the documentation, which hold nothing of anybody. */
    private static final String[] PUBLIC = {
        "/",
        "/index.html",
        "/favicon.ico",
        "/assets/**",
        "/webjars/**",
        "/swagger-ui.html",
        "/swagger-ui/**",
        "/v3/api-docs/**",
        "/v3/api-docs.yaml",
        API + "problems/**"
    };

    private final AccessProperties properties;
    private final HandlerExceptionResolver problems;

    SecurityConfiguration(
            AccessProperties properties,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
            ServerProperties server,
            OAuth2ResourceServerProperties issuer) {
        this.properties = properties;
        this.problems = problems;
        switch (properties.auth()) {
            case NONE -> requireLoopback(server.getAddress());
            case TOKEN -> {} // needs nothing but the database
            case JWT -> requireIssuer(issuer.getJwt());
        }
    }

    private void requireLoopback(@Nullable InetAddress address) {
        boolean reachable = address == null || !address.isLoopbackAddress();
        if (reachable && !properties.access().unprotected()) {
            String where = address == null ? "every address" : address.getHostAddress();
            throw new AccessConfigurationException(
                    "The service would listen on " + where + " and let everybody who reaches it do everything.",
                    "Set backflow.auth=token or backflow.auth=jwt, so that callers must say who they are; or"
                            + " server.address=127.0.0.1; or, if everybody who can reach it may use it,"
                            + " backflow.access.unprotected=true.");
        }
    }

    private static void requireIssuer(OAuth2ResourceServerProperties.Jwt jwt) {
        if (jwt.getIssuerUri() == null || jwt.getAudiences().isEmpty()) {
            String prefix = "spring.security.oauth2.resourceserver.jwt.";
            throw new AccessConfigurationException(
                    "backflow.auth=jwt needs " + prefix + "issuer-uri and " + prefix + "audiences.",
                    "Set the issuer whose tokens are trusted, and the audience that they name when they are for this"
                            + " service.");
        }
    }

    /** What is not named here takes an admin, so that a new operation is nobody else's until it is decided. */
    private static void decide(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.dispatcherTypeMatchers(
                        DispatcherType.ASYNC,
                        DispatcherType.ERROR,
                        DispatcherType.FORWARD,
                        DispatcherType.INCLUDE) // of the error page, where an answer was sent already
                .permitAll()
                .requestMatchers(HttpMethod.GET, PUBLIC)
                .permitAll()
                .requestMatchers(HttpMethod.HEAD, PUBLIC)
                .permitAll()
                .requestMatchers(API + "tokens/**")
                .hasAuthority(Role.ADMIN.name())
                .requestMatchers(HttpMethod.GET, API + "**")
                .hasAuthority(Role.READ.name())
                .requestMatchers(HttpMethod.HEAD, API + "**")
                .hasAuthority(Role.READ.name())
                .requestMatchers(HttpMethod.POST, API + "datasets/preview", API + "runs/*/predictions")
                .hasAuthority(Role.READ.name())
                .requestMatchers(API + "runs/**", API + "experiments/**", API + "datasets/**", API + "presets/**")
                .hasAuthority(Role.SUBMIT.name())
                .anyRequest()
                .hasAuthority(Role.ADMIN.name());
    }

    /** Health and meters have a port of their own, which only operators reach. */
    @Bean
    @Order(0)
    SecurityFilterChain operators(HttpSecurity http) {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .headers(SecurityConfiguration::protectBrowsers)
                .build();
    }

    @Bean
    SecurityFilterChain service(HttpSecurity http, Callers callers, TokenService tokens, Limits limits, Clock clock) {
        AuthenticationEntryPoint challenge = challenge();
        AccessDeniedHandler denied = (request, response, e) -> problems.resolveException(request, response, null, e);
        http.csrf(AbstractHttpConfigurer::disable) // there are no cookies
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .cors(cors -> cors.configurationSource(foreignPages()))
                .headers(SecurityConfiguration::protectBrowsers)
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(challenge).accessDeniedHandler(denied))
                .authorizeHttpRequests(SecurityConfiguration::decide)
                .addFilterBefore(new OwnerRates(callers, limits.owner(), clock, problems), AuthorizationFilter.class);
        switch (properties.auth()) {
            case NONE -> http.addFilterBefore(new LocalCallers(hosts(), origins(), problems), OwnerRates.class);
            case TOKEN -> {
                BearerTokens bearer = new BearerTokens(tokens);
                http.oauth2ResourceServer(resources -> resources
                        .authenticationEntryPoint(challenge)
                        .accessDeniedHandler(denied)
                        .opaqueToken(opaque -> opaque.introspector(bearer).authenticationConverter(bearer)));
            }
            case JWT ->
                http.oauth2ResourceServer(resources -> resources
                        .authenticationEntryPoint(challenge)
                        .accessDeniedHandler(denied)
                        .jwt(jwt -> jwt.jwtAuthenticationConverter(
                                new JwtCallers(properties.access().rolesClaim()))));
        }
        return http.build();
    }

    private AuthenticationEntryPoint challenge() {
        BearerTokenAuthenticationEntryPoint bearer = new BearerTokenAuthenticationEntryPoint();
        return (request, response, e) -> {
            bearer.commence(request, response, e);
            problems.resolveException(request, response, null, e);
        };
    }

    private static void protectBrowsers(HeadersConfigurer<HttpSecurity> headers) {
        headers.defaultsDisabled() // each answer says how it is cached, and whoever has a certificate that it is to be
                // used
                .addHeaderWriter((request, response) ->
                        ContentPolicy.headers(request.getRequestURI()).forEach(response::setHeader));
    }

    private HostCheck hosts() {
        return new HostCheck(Set.copyOf(properties.access().hosts()));
    }

    private OriginCheck origins() {
        return new OriginCheck(Set.copyOf(properties.access().origins()));
    }

    /** No page of others may read answers unless its origin is listed. */
    private CorsConfigurationSource foreignPages() {
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        List<String> origins = properties.access().origins();
        if (!origins.isEmpty()) {
            CorsConfiguration cors = new CorsConfiguration();
            cors.setAllowedOrigins(origins);
            cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PATCH", "DELETE"));
            cors.setAllowedHeaders(List.of("*"));
            cors.setExposedHeaders(List.of("ETag", "Location", "Retry-After", "Preference-Applied"));
            source.registerCorsConfiguration(API + "**", cors);
        }
        return source;
    }

    /** Names of parameters, values of headers and methods are refused where their meaning is known, with a problem. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterNames(name -> true);
        firewall.setAllowedHeaderValues(value -> true);
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }
}
