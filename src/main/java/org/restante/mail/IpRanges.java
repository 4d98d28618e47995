package org.restante.mail;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The special-purpose ranges of RFC 6890 and its registries, with those that embed IPv4. */
final class IpRanges {

    private static final List<Range> SPECIAL_V4 =
            Range.all(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // carrier-grade NAT
                    "127.0.0.0/8", // loopback
                    "169.254.0.0/16", // link-local, cloud metadata
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // IETF assignments
                    "192.0.2.0/24", // documentation
                    "192.31.196.0/24", // AS112
                    "192.52.193.0/24", // AMT
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16", // private
                    "192.175.48.0/24", // AS112
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4"); // reserved, broadcast

    /** Outside this range no IPv6 address is global unicast. */
    private static final Range GLOBAL_V6 = Range.of("2000::/3");

    private static final List<Range> SPECIAL_V6 =
            Range.all(
                    "2001::/23", // IETF assignments, Teredo, benchmarks, ORCHID
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4: embeds any IPv4 address
                    "2620:4f:8000::/48", // AS112
                    "3fff::/20"); // documentation

    private IpRanges() {}

    static boolean isPublic(Inet4Address address) {
        return SPECIAL_V4.stream().noneMatch(range -> range.contains(address));
    }

    /**
     * Mapped and compatible addresses, NAT64 (64:ff9b::/96 and 64:ff9b:1::/48), unique local,
     * link-local, site-local and multicast all lie outside 2000::/3.
     */
    static boolean isPublic(Inet6Address address) {
        return GLOBAL_V6.contains(address)
                && SPECIAL_V6.stream().noneMatch(range -> range.contains(address));
    }

    private record Range(List<Byte> network, int bits) {

        static List<Range> all(String... ranges) {
            return Arrays.stream(ranges).map(Range::of).toList();
        }

        static Range of(String range) {
            String[] parts = range.split("/", 2);
            try {
                byte[] network = InetAddress.getByName(parts[0]).getAddress();
                return new Range(boxed(network), Integer.parseInt(parts[1]));
            } catch (UnknownHostException notALiteral) {
                throw new IllegalArgumentException(range, notALiteral);
            }
        }

        boolean contains(InetAddress address) {
            byte[] bytes = address.getAddress();
            if (bytes.length != network.size()) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((bytes[bit / 8] & mask) != (network.get(bit / 8) & mask)) {
                    return false;
                }
            }
            return true;
        }

        private static List<Byte> boxed(byte[] bytes) {
            var list = new ArrayList<Byte>();
            for (byte b : bytes) {
                list.add(b);
            }
            return List.copyOf(list);
        }
    }
}
