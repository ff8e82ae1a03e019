package dev.backflow.api;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Logs, once the service listens, where to open it and where it keeps its data. */
@Component
class StartupLog {

    private static final Logger LOG = LoggerFactory.getLogger(StartupLog.class);

    private final String address;
    private final String store;

    /** @param database its JDBC address, of which what follows a {@code ?} or {@code ;} may hold a password */
    StartupLog(
            @Value("${server.address}") String address,
            @Value("${spring.datasource.url}") String database,
            @Value("${BACKFLOW_DATA:./data}") String folder) {
        this.address = address;
        store = database.startsWith("jdbc:h2:")
                ? Path.of(folder).toAbsolutePath().normalize().toString()
                : database.split("[?;]", 2)[0];
    }

    @EventListener
    void listening(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() != null) {
            return; // the management port
        }
        LOG.info(
                "Open http://{}:{}; the data are in {}",
                host(),
                event.getWebServer().getPort(),
                store);
    }

    /** A name that a browser on this machine understands. */
    private String host() {
        return switch (address) {
            case "127.0.0.1", "0.0.0.0", "::1", "::" -> "localhost";
            default -> address;
        };
    }
}
