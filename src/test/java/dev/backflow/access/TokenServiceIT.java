package dev.backflow.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two nodes start at once where there is no admin yet. */
class TokenServiceIT {

    @ParameterizedTest
    @EnumSource
    void theFirstTokenThatWasPrintedIsNotTakenBack(TestDatabase database, @TempDir Path directory) {
        try (TestService service = TestService.on(database.create(directory))) {
            TokenService other = service.part(TokenService.class);
            AtomicReference<String> printed = new AtomicReference<>();
            AccessTokenRepository tokens = afterTheFirstLook(service.part(AccessTokenRepository.class), () -> {
                Thread node = new Thread(
                        () -> printed.set(other.issueFirst().orElseThrow().secret()));
                node.start();
                join(node);
            });
            TokenService late = new TokenService(tokens, Clock.systemUTC());

            assertThatThrownBy(() -> new TransactionTemplate(service.part(PlatformTransactionManager.class))
                            .executeWithoutResult(status -> late.issueFirst()))
                    .isInstanceOf(DataIntegrityViolationException.class);
            assertThat(other.caller(printed.get())).isPresent();
        }
    }

    private static void join(Thread node) {
        try {
            node.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Something happens as soon as it has been looked up whether there is an admin. */
    private static AccessTokenRepository afterTheFirstLook(AccessTokenRepository tokens, Runnable happens) {
        return (AccessTokenRepository) Proxy.newProxyInstance(
                AccessTokenRepository.class.getClassLoader(),
                new Class<?>[] {AccessTokenRepository.class},
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(tokens, arguments);
                        if (method.getName().startsWith("exists")) {
                            happens.run();
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
