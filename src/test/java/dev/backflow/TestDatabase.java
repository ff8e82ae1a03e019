package dev.backflow;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The databases the service runs on, set up by its own {@code application.yaml}. */
public enum TestDatabase {
    H2 {
        @Override
        public String[] create(Path directory) {
            return new String[] {
                "--BACKFLOW_DATA=" + directory.resolve(UUID.randomUUID().toString())
            };
        }
    },
    POSTGRESQL {
        @Override
        public String[] create(Path directory) {
            String name = "t" + UUID.randomUUID().toString().replace("-", "");
            try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return new String[] {
                "--spring.profiles.active=postgres",
                "--SPRING_DATASOURCE_URL=" + Server.INSTANCE.getJdbcUrl("postgres", name)
            };
        }
    };

    /** Makes an empty database and returns the arguments with which the service finds it. */
    public abstract String[] create(Path directory);

    /** Starts on a database made by {@link #create}. */
    public static ConfigurableApplicationContext start(Class<?> configuration, String[] database, String... more) {
        return new SpringApplicationBuilder(configuration)
                .web(WebApplicationType.NONE)
                .properties("spring.datasource.hikari.minimum-idle=1", "spring.main.banner-mode=off")
                .run(Stream.of(database, more).flatMap(Stream::of).toArray(String[]::new));
    }

    /** One server for all tests, started by the first that needs it. */
    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
