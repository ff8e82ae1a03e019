package dev.backflow.api.access;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses requests for names that are not this service's: a web page can let its own name point to this machine (DNS
 * rebinding), and would then be of the same origin. An address in digits cannot be made to point elsewhere.
 */
final class HostCheck {

    private static final Pattern SAFE =
            Pattern.compile("localhost|.+\\.localhost|[0-9]+(\\.[0-9]+){3}|\\[[0-9a-f:.]+]");

    private final Set<String> names;

    HostCheck(Set<String> names) {
        this.names = names;
    }

    /**
     * @param host without the port
     * @throws MisdirectedRequestException if it is not one of this service's
     */
    void check(String host) {
        if (!SAFE.matcher(host).matches() && !names.contains(host)) {
            throw new MisdirectedRequestException(host);
        }
    }
}
