package org.restante.account;

import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The random key of one sign-in, which is nowhere but in the browser's cookie. */
final class BrowserKey {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    private BrowserKey(byte[] key) {
        this.key = key;
    }

    static BrowserKey random() {
        byte[] key = new byte[BYTES];
        RANDOM.nextBytes(key);
        return new BrowserKey(key);
    }

    /** Reads a cookie's value; null where it is no key. */
    static @Nullable BrowserKey parse(String text) {
        try {
            byte[] key = Base64.getUrlDecoder().decode(text);
            return key.length == BYTES ? new BrowserKey(key) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    SecretKey secret() {
        return new SecretKeySpec(key, "AES");
    }

    @Override
    public String toString() {
        return "BrowserKey[hidden]";
    }
}
