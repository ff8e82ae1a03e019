package dev.backflow.storage;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Lets go of all connections to an embedded H2 that gave up, as it does when the disk is full. H2 says of such a
 * connection that it is valid, the pool does not know H2's error codes, and a statement on it may never return: it
 * would be lent again and again, also when there is space again. A new connection opens the file anew.
 */
@Component
class ClosedDatabase implements BeanPostProcessor {

    /** GENERAL_ERROR, IO_EXCEPTION, IO_EXCEPTION with its file, and DATABASE_IS_CLOSED in H2's {@code ErrorCode}. */
    private static final Set<Integer> FINAL = Set.of(50000, 90028, 90031, 90098);

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool
                && String.valueOf(pool.getJdbcUrl()).startsWith("jdbc:h2:")) {
            pool.setExceptionOverride(new Eviction(pool));
        }
        return bean;
    }

    private record Eviction(HikariDataSource pool) implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            if (!FINAL.contains(failure.getErrorCode())) {
                return Override.CONTINUE_EVICT;
            }
            pool.getHikariPoolMXBean().softEvictConnections();
            return Override.MUST_EVICT;
        }
    }
}
