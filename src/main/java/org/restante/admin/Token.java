package org.restante.admin;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** 256 random bits that open something; the database knows their hash only. */
final class Token {

    private static final int BYTES = 32;
    private static final int CHARACTERS = 43;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bits;

    private Token(byte[] bits) {
        this.bits = bits;
    }

    static Token random() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return new Token(bits);
    }

    /** Null where the text is no token. */
    static @Nullable Token parse(String text) {
        if (text.length() != CHARACTERS) {
            return null;
        }
        try {
            return new Token(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** No salt and no slowness are needed for what nobody can guess. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Token[hidden]";
    }
}
