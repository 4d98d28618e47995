package org.restante.reading.safety;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where the images of one mail come from.
 *
 * @param inline answers a reference as the mail writes it ({@code cid:...} or a Content-Location)
 *     with an absolute path on our origin, or null if the mail carries no such part
 * @param remote turns an absolute http(s) URL into the path of our proxy, or null while remote
 *     images are blocked
 */
public record Images(
        Function<String, @Nullable String> inline, @Nullable UnaryOperator<String> remote) {

    /** No remote image is shown. */
    public static Images blocked(Function<String, @Nullable String> inline) {
        return new Images(inline, null);
    }

    /** Remote images are shown through the proxy. */
    public static Images through(
            UnaryOperator<String> proxy, Function<String, @Nullable String> inline) {
        return new Images(inline, proxy);
    }

    /** No image but those written into the mail itself as data. */
    public static Images none() {
        return new Images(reference -> null, null);
    }
}
