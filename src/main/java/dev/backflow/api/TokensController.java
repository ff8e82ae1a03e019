package dev.backflow.api;

import dev.backflow.access.AccessToken;
import dev.backflow.access.TokenRequest;
import dev.backflow.access.TokenService;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tokens by which callers prove who they are, where {@code backflow.auth} is {@code token}. Only admins make them. */
@Tag(name = "Access")
@RestController
@RequestMapping(path = TokensController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
class TokensController {

    static final String PATH = "/api/v1/tokens";

    private final TokenService tokens;
    private final JsonBody json;

    TokensController(TokenService tokens, JsonBody json) {
        this.tokens = tokens;
        this.json = json;
    }

    /**
     * A token.
     *
     * @param id by which it is revoked
     * @param owner to whom belongs what is made with it
     * @param role what may be done with it
     * @param name where it is used
     * @param token what to send as {@code Authorization: Bearer <token>}; shown once, null ever after
     */
    record TokenView(
            String id,
            String owner,
            String role,
            String name,
            Instant createdAt,
            Instant expiresAt,
            @Nullable String token) {

        static TokenView of(AccessToken token, @Nullable String secret) {
            return new TokenView(
                    token.getId(),
                    token.owner(),
                    token.role().wireName(),
                    token.name(),
                    token.createdAt(),
                    token.expiresAt(),
                    secret);
        }
    }

    /**
     * Make a token. The answer shows what to send, this once: only its hash is kept.
     *
     * @return The token
     */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<TokenView> createToken(@RequestBody @Schema(implementation = TokenRequest.class) byte[] body) {
        TokenService.Issued issued = tokens.issue(json.read(body, TokenRequest.class));
        return ResponseEntity.created(URI.create(PATH + "/" + issued.token().getId()))
                .cacheControl(CacheControl.noStore())
                .body(TokenView.of(issued.token(), issued.secret()));
    }

    /**
     * List the tokens, oldest first, those that have expired as well.
     *
     * @return All of them, without what to send
     */
    @GetMapping
    Items<TokenView> listTokens() {
        return new Items<>(
                tokens.list().stream().map(token -> TokenView.of(token, null)).toList(), null);
    }

    /**
     * Revoke a token. From now on nobody can use it.
     *
     * @param id of the token
     * @return It is gone
     */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeToken(@PathVariable String id) {
        tokens.revoke(id);
    }
}
