package org.restante.reading.safety;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Lets the images of one mail through or not, and counts those that were held back. */
final class ImageGate {

    private final Images images;
    private final Map<String, Optional<String>> decided = new HashMap<>();
    private final Set<String> passed = new HashSet<>();
    private final Set<String> blocked = new HashSet<>();
    private boolean closed;

    ImageGate(Images images) {
        this.images = images;
    }

    /** The URL to put into the document for an image that the mail refers to, or null. */
    @Nullable String pass(String raw) {
        String reference = Urls.tidy(raw);
        if (reference.regionMatches(true, 0, "data:", 0, 5)) {
            String data = reference.replace(" ", "");
            return Urls.isRasterData(data) ? data : null;
        }
        if (closed) {
            return passed.contains(reference) ? reference : null;
        }
        return decided.computeIfAbsent(reference, this::decide).orElse(null);
    }

    /** From now on only what has passed before passes: our own output is being checked. */
    void close() {
        closed = true;
    }

    int blocked() {
        return blocked.size();
    }

    private Optional<String> decide(String reference) {
        String inline = images.inline().apply(reference);
        if (inline != null) {
            return own(inline);
        }
        String url = Urls.http(reference.startsWith("//") ? "https:" + reference : reference);
        if (url == null) {
            return Optional.empty();
        }
        UnaryOperator<String> proxy = images.remote();
        if (proxy == null) {
            blocked.add(url.toLowerCase(Locale.ROOT));
            return Optional.empty();
        }
        return own(proxy.apply(url));
    }

    private Optional<String> own(String url) {
        if (!Urls.isOwnPath(url)) {
            return Optional.empty();
        }
        passed.add(url);
        return Optional.of(url);
    }
}
