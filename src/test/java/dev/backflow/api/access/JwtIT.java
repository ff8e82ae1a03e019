package dev.backflow.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers with JSON Web Tokens of an issuer, which this test is: it has a key and serves its public half. */
class JwtIT {

    @TempDir
    static Path directory;

    private static HttpServer server;
    private static String issuer;
    private static KeyPair key;
    private static TestService service;

    @BeforeAll
    static void startIssuerAndService() throws IOException, GeneralSecurityException {
        key = pair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        serve("/.well-known/openid-configuration", """
                {"issuer": "%s", "jwks_uri": "%s/keys", "subject_types_supported": ["public"]}""".formatted(issuer, issuer));
        RSAPublicKey shown = (RSAPublicKey) key.getPublic();
        serve("/keys", """
                {"keys": [{"kty": "RSA", "use": "sig", "kid": "1", "alg": "RS256", "n": "%s", "e": "%s"}]}""".formatted(number(shown.getModulus()), number(shown.getPublicExponent())));
        server.start();
        service = TestService.on(
                TestDatabase.H2.create(directory),
                "--backflow.auth=jwt",
                "--backflow.access.roles-claim=realm_access.roles",
                "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer,
                "--spring.security.oauth2.resourceserver.jwt.audiences=backflow");
    }

    @AfterAll
    static void stop() {
        service.close();
        server.stop(0);
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static void serve(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return base64(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String token(KeyPair signer, String by, String audience, String subject, String roles, long seconds)
            throws GeneralSecurityException {
        String claims =
                """
                {"iss": "%s", "aud": "%s", "sub": "%s", "realm_access": {"roles": %s}, "exp": %d}""".formatted(by, audience, subject, roles, Instant.now().getEpochSecond() + seconds);
        String signed = base64("{\"alg\":\"RS256\",\"kid\":\"1\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(signer.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64(signature.sign());
    }

    private static int status(String token) {
        return service.as(token).get("/api/v1/caller").status();
    }

    @Test
    void subjectAndRolesOfATokenSayWhoCalls() throws GeneralSecurityException {
        String roles = "[\"offline_access\", \"read\", \"submit\"]";

        String caller = service.as(token(key, issuer, "backflow", "auth0|ada", roles, 300))
                .get("/api/v1/caller")
                .body();

        assertThat(caller).isEqualTo("{\"owner\":\"auth0|ada\",\"role\":\"submit\"}");
    }

    @Test
    void aTokenThatTheIssuerDidNotMakeForThisServiceProvesNothing() throws GeneralSecurityException {
        String admin = "[\"admin\"]";
        assertThat(status(token(key, issuer, "backflow", "ada", admin, 300))).isEqualTo(200);
        assertThat(status(token(pair(), issuer, "backflow", "ada", admin, 300))).isEqualTo(401);
        assertThat(status(token(key, "http://127.0.0.1:1", "backflow", "ada", admin, 300)))
                .isEqualTo(401);
        assertThat(status(token(key, issuer, "another", "ada", admin, 300))).isEqualTo(401);
        assertThat(status(token(key, issuer, "backflow", "ada", admin, -300))).isEqualTo(401);
        assertThat(status(token(key, issuer, "backflow", "local", admin, 300))).isEqualTo(401);
        assertThat(status(token(key, issuer, "backflow", "ada", "[\"owner\"]", 300)))
                .isEqualTo(401);
        assertThat(status(null)).isEqualTo(401);
    }

    @Test
    void withoutIssuerAndAudienceTheServiceDoesNotStart(@TempDir Path other) {
        assertThatThrownBy(() -> TestService.start(other, "--backflow.auth=jwt"))
                .hasStackTraceContaining("issuer-uri");
        assertThatThrownBy(() -> TestService.start(
                        other,
                        "--backflow.auth=jwt",
                        "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer))
                .hasStackTraceContaining("audiences");
    }
}
