package org.restante.reading.safety;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Writes the proxy's links so that only those written here are followed: without the signature the
 * proxy would fetch whatever anybody asks it to.
 */
public final class ImageLinks {

    /** Where {@link RemoteImageController} listens. */
    static final String PATH = "/remote-images/";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LONGEST_URL = 4_000;

    private final SecretKeySpec key;

    /**
     * Signs with the key given.
     *
     * @param key at least 16 random bytes
     */
    public ImageLinks(byte[] key) {
        if (key.length < 16) {
            throw new IllegalArgumentException("A key has at least 16 bytes");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The path on our origin under which the image of that absolute URL is shown. */
    public String link(String url) {
        return url.length() > LONGEST_URL ? PATH + "too-long" : PATH + sign(url);
    }

    /** The token that stands for the URL; safe in a path. */
    public String sign(String url) {
        byte[] bytes = url.getBytes(StandardCharsets.UTF_8);
        return text(mac(bytes)) + "." + text(bytes);
    }

    /** The URL that a token stands for, or null if it was not signed here. */
    public @Nullable String verify(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 2) {
            return null;
        }
        try {
            byte[] given = Base64.getUrlDecoder().decode(parts[0]);
            byte[] url = Base64.getUrlDecoder().decode(parts[1]);
            return MessageDigest.isEqual(given, mac(url))
                    ? new String(url, StandardCharsets.UTF_8)
                    : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private byte[] mac(byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
