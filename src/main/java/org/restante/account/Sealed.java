package org.restante.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals a password with AES-256-GCM under the browser's key (NIST SP 800-38D).
 *
 * <p>The box is version, nonce and ciphertext with its tag, in base64url. Account and sign-in are
 * authenticated with it, so that a box moved to another row does not open there.
 */
final class Sealed {

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    // Passwords of different length must not be told apart by the size of their boxes.
    private static final int PAD_BYTES = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Sealed() {}

    static String seal(String password, BrowserKey key, Account account, UUID signIn) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] closed =
                    cipher(Cipher.ENCRYPT_MODE, key, nonce, account, signIn).doFinal(pad(password));
            byte[] box =
                    ByteBuffer.allocate(1 + nonce.length + closed.length)
                            .put(VERSION)
                            .put(nonce)
                            .put(closed)
                            .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(box);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        }
    }

    /** Opens the box; empty where key, box, account or sign-in are not those it was sealed with. */
    static Optional<String> open(String text, BrowserKey key, Account account, UUID signIn) {
        byte[] box = bytes(text);
        if (box.length < 1 + NONCE_BYTES + TAG_BYTES || box[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer parts = ByteBuffer.wrap(box, 1, box.length - 1);
        byte[] nonce = new byte[NONCE_BYTES];
        byte[] closed = new byte[parts.remaining() - NONCE_BYTES];
        parts.get(nonce).get(closed);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, account, signIn);
            return Optional.of(unpad(cipher.doFinal(closed)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(
            int mode, BrowserKey key, byte[] nonce, Account account, UUID signIn)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BYTES * 8, nonce));
        // Lengths first, so that no two accounts make the same bytes.
        byte[] username = account.username().getBytes(UTF_8);
        byte[] domain = account.domain().getBytes(UTF_8);
        cipher.updateAAD(
                ByteBuffer.allocate(1 + 16 + 8 + username.length + domain.length)
                        .put(VERSION)
                        .putLong(signIn.getMostSignificantBits())
                        .putLong(signIn.getLeastSignificantBits())
                        .putInt(username.length)
                        .put(username)
                        .putInt(domain.length)
                        .put(domain)
                        .flip());
        return cipher;
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] pad(String password) {
        byte[] text = password.getBytes(UTF_8);
        int size = Math.ceilDiv(4 + text.length, PAD_BYTES) * PAD_BYTES;
        return ByteBuffer.allocate(size).putInt(text.length).put(text).array();
    }

    private static String unpad(byte[] padded) {
        ByteBuffer text = ByteBuffer.wrap(padded);
        byte[] password = new byte[text.getInt()];
        text.get(password);
        return new String(password, UTF_8);
    }
}
