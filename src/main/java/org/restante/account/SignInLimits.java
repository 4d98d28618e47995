package org.restante.account;

import com.github.benmanes.caffeine.cache.Ticker;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/**
 * Slows guessing down, by address and by client: a mail server sees one client only, ours, and
 * would shut everybody out for the failures of one.
 */
@Component
public class SignInLimits {

    // An office behind one address makes honest mistakes together; one address does not.
    private final Attempts byAddress;
    private final Attempts byClient;

    SignInLimits() {
        this(Ticker.systemTicker());
    }

    SignInLimits(Ticker ticker) {
        byAddress = new Attempts(5, Duration.ofMinutes(5), ticker);
        byClient = new Attempts(20, Duration.ofMinutes(15), ticker);
    }

    /** How long to wait before an attempt; zero where it may go on, and then counts until told. */
    public Duration begin(String address, String client) {
        Duration wait = byClient.begin(network(client));
        if (wait.isZero()) {
            wait = byAddress.begin(address);
            if (!wait.isZero()) {
                byClient.takeBack(network(client));
            }
        }
        return wait;
    }

    public void succeeded(String address, String client) {
        byAddress.clear(address);
        byClient.takeBack(network(client));
    }

    /** The attempt came to nothing that says anything about the password. */
    public void undecided(String address, String client) {
        byAddress.takeBack(address);
        byClient.takeBack(network(client));
    }

    /** An IPv6 customer has a whole /64, so that is one client. */
    private static String network(String client) {
        try {
            InetAddress address = InetAddress.ofLiteral(client);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8))
                    : address.getHostAddress();
        } catch (IllegalArgumentException e) {
            return client;
        }
    }
}
