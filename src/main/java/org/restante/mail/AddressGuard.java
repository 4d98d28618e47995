package org.restante.mail;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Resolves the name of a host that somebody else chose, and refuses it unless every address it has
 * is a public one.
 *
 * <p>Connect to the address that comes back, never to the name: a second look-up may answer with
 * another address, which nobody has checked.
 */
public final class AddressGuard {

    private static final Pattern DOTTED_QUAD = Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}");
    private static final Pattern OCTAL_OR_TOO_LARGE =
            Pattern.compile("(?:.*\\.)?(?:0[0-9]+|[3-9][0-9]{2}|2[6-9][0-9]|25[6-9])(?:\\..*)?");

    // A name whose last label is a number is an IPv4 address to every C library and browser,
    // in decimal, octal or hexadecimal and with one to four parts.
    private static final Pattern ENDS_IN_NUMBER =
            Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)");
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)+[a-z0-9-]{2,63}");

    private final Resolver resolver;
    private final Predicate<InetAddress> allowed;

    /** A guard that lets only public addresses pass, and asks the system's resolver. */
    public AddressGuard() {
        this(InetAddress::getAllByName, AddressGuard::isPublic);
    }

    AddressGuard(Resolver resolver, Predicate<InetAddress> allowed) {
        this.resolver = resolver;
        this.allowed = allowed;
    }

    /**
     * The addresses of a host, all of them checked, in the resolver's order.
     *
     * @throws AddressRefused if the name or any of its addresses is not public
     * @throws UnknownHostException if there is no such host
     */
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        String name = normal(host);
        List<InetAddress> addresses = Arrays.asList(resolver.resolve(name));
        if (addresses.isEmpty()) {
            throw new UnknownHostException(name);
        }
        // One private address among public ones is how rebinding begins: refuse the whole answer.
        for (InetAddress address : addresses) {
            if (!allowed.test(address)) {
                throw new AddressRefused(host);
            }
        }
        return List.copyOf(addresses);
    }

    /** Whether an address belongs to the public internet, with all that it embeds. */
    static boolean isPublic(InetAddress address) {
        return switch (address) {
            case Inet4Address v4 -> IpRanges.isPublic(v4);
            case Inet6Address v6 -> IpRanges.isPublic(v6);
            default -> false;
        };
    }

    private static String normal(String host) throws AddressRefused {
        if ((host.startsWith("[") && host.endsWith("]")) || host.indexOf(':') >= 0) {
            String literal = host.replaceAll("^\\[|]$", "");
            // No zone: it names an interface of ours.
            if (!literal.matches("[0-9a-fA-F:.]{2,45}")) {
                throw new AddressRefused(host);
            }
            return literal;
        }
        String name = ascii(host);
        if (ENDS_IN_NUMBER.matcher(name).matches()) {
            // Only one spelling of an IPv4 address is honest.
            if (!DOTTED_QUAD.matcher(name).matches()
                    || OCTAL_OR_TOO_LARGE.matcher(name).matches()) {
                throw new AddressRefused(host);
            }
            return name;
        }
        if (name.length() > 253 || !NAME.matcher(name).matches()) {
            throw new AddressRefused(host);
        }
        return name;
    }

    private static String ascii(String host) throws AddressRefused {
        try {
            String name = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        } catch (IllegalArgumentException notAName) {
            throw new AddressRefused(host);
        }
    }

    /** Looks a name up. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** The host is not on the public internet, or hides where it is. */
    public static final class AddressRefused extends UnknownHostException {

        private static final long serialVersionUID = 1;

        AddressRefused(String host) {
            super("Not a public host: " + host);
        }
    }
}
