package org.restante.account;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Where to go after signing in: a path of ours and nothing else. */
final class ReturnPath {

    static final String START = "/mail/INBOX";
    private static final int LONGEST = 2000;

    private ReturnPath() {}

    /** The path where it is one of ours, else the start. */
    static String of(@Nullable String to) {
        return to != null && isLocal(to) ? URI.create(to).toASCIIString() : START;
    }

    /** The path where it is one of ours and worth keeping in a form, else null. */
    static @Nullable String worthKeeping(@Nullable String to) {
        return to != null && isLocal(to) && !to.equals(START) && !to.equals("/") ? to : null;
    }

    private static boolean isLocal(String to) {
        if (to.length() > LONGEST
                || !to.startsWith("/")
                || to.startsWith("/sign-")
                || to.indexOf('\\') >= 0
                || to.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            return false;
        }
        try {
            URI uri = new URI(to);
            return uri.getScheme() == null
                    && uri.getRawAuthority() == null
                    && !uri.getRawPath().contains("//")
                    && uri.normalize().equals(uri);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
