package dev.backflow.api;

import dev.backflow.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds what clients hold at the same time, such as open streams, in all and by client, so that no client takes what
 * others need.
 */
public final class ClientQuota {

    private final String limit;
    private final long most;
    private final long mostByClient;
    private final Map<String, Long> held = new HashMap<>();
    private long all;

    /**
     * @param limit its place in {@code GET /limits}; that by client is called the same with {@code _by_client}
     * @param most in all
     * @param mostByClient of one client
     */
    public ClientQuota(String limit, long most, long mostByClient) {
        this.limit = limit;
        this.most = most;
        this.mostByClient = mostByClient;
    }

    /** Nothing yet, for the client that sends this request. */
    public Share share(HttpServletRequest request) {
        return new Share(client(request));
    }

    /** Whom the limits by client count for: the owner, and an address where nobody is asked who he is. */
    private static String client(HttpServletRequest request) {
        Principal caller = request.getUserPrincipal();
        boolean known = caller != null && !caller.getName().equals(Caller.LOCAL.owner());
        return known ? "owner " + caller.getName() : request.getRemoteAddr();
    }

    private synchronized void take(String client, long more) {
        long own = held.getOrDefault(client, 0L) + more;
        if (own > mostByClient) {
            throw new QuotaExceededException(ProblemType.TOO_MANY_REQUESTS, limit + "_by_client", own, mostByClient);
        }
        if (all + more > most) {
            throw new QuotaExceededException(ProblemType.BUSY, limit, all + more, most);
        }
        held.put(client, own);
        all += more;
    }

    private synchronized void giveBack(String client, long amount) {
        all -= amount;
        held.compute(client, (key, own) -> own == null || own == amount ? null : Long.valueOf(own - amount));
    }

    /** What one request holds. */
    public final class Share implements AutoCloseable {

        private final String client;
        private long own;
        private boolean closed;

        private Share(String client) {
            this.client = client;
        }

        /** @throws QuotaExceededException if that is too much; then nothing is taken */
        public synchronized Share take(long more) {
            if (!closed) {
                ClientQuota.this.take(client, more);
                own += more;
            }
            return this;
        }

        /** Gives all of it back. */
        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                giveBack(client, own);
            }
        }
    }
}
