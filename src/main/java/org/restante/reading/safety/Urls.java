package org.restante.reading.safety;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides which URLs of a mail may stand in its document. */
final class Urls {

    private static final int LONGEST = 8_000;
    private static final Pattern HTTP = Pattern.compile("(?i)https?://[^/?#\\s]++.*+");
    private static final Pattern ADDRESSES = Pattern.compile("(?i)mailto:[^\\s<>\"]++");
    private static final Pattern TELEPHONE = Pattern.compile("(?i)tel:[0-9+*#().;=a-z-]++");
    private static final Pattern FRAGMENT = Pattern.compile("#[\\p{L}\\p{N}_.:-]*+");
    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final Pattern RASTER =
            Pattern.compile(
                    "(?i)data:image/(?:png|gif|jpe?g|webp|avif|bmp);base64,[a-z0-9+/]*+={0,2}");
    private static final String TO_ENCODE = " \"<>`{}|^";

    private Urls() {}

    /** A link's target, or null if it has none that a mail may have. */
    static @Nullable String link(String raw) {
        String url = tidy(raw);
        if (FRAGMENT.matcher(url).matches()) {
            return url;
        }
        if (TELEPHONE.matcher(url).matches()) {
            return url;
        }
        String address = url.replace(" ", "%20");
        if (address.length() <= LONGEST && ADDRESSES.matcher(address).matches()) {
            return address;
        }
        return http(url);
    }

    /** An absolute http or https URL without any character that needs quoting, or null. */
    static @Nullable String http(String raw) {
        String url = tidy(raw);
        // A browser reads a backslash here as a slash; no honest URL has one before its query.
        if (url.length() > LONGEST || url.indexOf('\\') >= 0 || !HTTP.matcher(url).matches()) {
            return null;
        }
        var encoded = new StringBuilder(url.length());
        int path = url.indexOf("://") + 3 + authority(url).length();
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            boolean bracket = i > path && (c == '[' || c == ']');
            boolean strayPercent =
                    c == '%' && !ENCODED.matcher(url).region(i, url.length()).lookingAt();
            if (bracket || strayPercent || TO_ENCODE.indexOf(c) >= 0) {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            } else {
                encoded.append(c);
            }
        }
        return encoded.toString();
    }

    /** Whether the URL holds a picture made of pixels; SVG can hold scripts and links. */
    static boolean isRasterData(String tidied) {
        return RASTER.matcher(tidied).matches();
    }

    /** Whether the URL is a path on our own origin, as a resolver must answer. */
    static boolean isOwnPath(String url) {
        return url.startsWith("/")
                && !url.startsWith("//")
                && url.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"'<>\\()".indexOf(c) < 0);
    }

    /** The URL as a browser would begin to parse it: no outer space, no control characters. */
    static String tidy(String raw) {
        var kept = new StringBuilder(raw.length());
        raw.chars().filter(c -> c >= ' ' && c != 0x7f).forEach(c -> kept.append((char) c));
        return kept.toString().strip();
    }

    /** Host of an absolute http(s) URL in lower case, as written; empty for any other. */
    static String host(String url) {
        String authority = authority(url);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        return host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    }

    private static String authority(String url) {
        int start = url.indexOf("://");
        if (start < 0) {
            return "";
        }
        int end = start + 3;
        while (end < url.length() && "/?#\\".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return url.substring(start + 3, end);
    }

    /** The URL with its host in punycode, so that look-alike letters cannot hide. */
    static String withAsciiHost(String url) {
        String host = host(url);
        if (host.chars().allMatch(c -> c < 0x80)) {
            return url;
        }
        try {
            int at = url.toLowerCase(Locale.ROOT).indexOf(host);
            return at < 0
                    ? host
                    : url.substring(0, at)
                            + IDN.toASCII(host, IDN.ALLOW_UNASSIGNED)
                            + url.substring(at + host.length());
        } catch (IllegalArgumentException notAName) {
            return url;
        }
    }
}
