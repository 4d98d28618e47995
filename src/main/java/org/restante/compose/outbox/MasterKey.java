package org.restante.compose.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Seals the passwords of messages that wait to be sent, with AES-256-GCM (NIST SP 800-38D), each
 * for its message and its sender alone.
 *
 * <p>The key is the instance's and never in the database. Without one there is a key of this
 * process: what waits when it ends cannot be sent, and says so.
 */
@Component
class MasterKey {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;
    private final boolean lasting;

    MasterKey(OutboxProperties properties) {
        byte[] given = properties.masterKeyOctets();
        this.lasting = given.length > 0;
        this.key = new SecretKeySpec(lasting ? given : random(KEY_BYTES), "AES");
    }

    /** Whether what is sealed can still be opened after a restart. */
    boolean isLasting() {
        return lasting;
    }

    String seal(String password, UUID id, String owner) {
        byte[] nonce = random(NONCE_BYTES);
        try {
            byte[] text = password.getBytes(UTF_8);
            byte[] padded =
                    ByteBuffer.allocate(Math.ceilDiv(4 + text.length, 64) * 64)
                            .putInt(text.length)
                            .put(text)
                            .array();
            byte[] closed = cipher(Cipher.ENCRYPT_MODE, nonce, id, owner).doFinal(padded);
            byte[] box =
                    ByteBuffer.allocate(nonce.length + closed.length)
                            .put(nonce)
                            .put(closed)
                            .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(box);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        }
    }

    /** Empty where it was sealed under another key, or for another message. */
    Optional<String> open(String sealed, UUID id, String owner) {
        try {
            byte[] box = Base64.getUrlDecoder().decode(sealed);
            if (box.length <= NONCE_BYTES) {
                return Optional.empty();
            }
            byte[] nonce = Arrays.copyOf(box, NONCE_BYTES);
            ByteBuffer text =
                    ByteBuffer.wrap(
                            cipher(Cipher.DECRYPT_MODE, nonce, id, owner)
                                    .doFinal(box, NONCE_BYTES, box.length - NONCE_BYTES));
            byte[] password = new byte[text.getInt()];
            text.get(password);
            return Optional.of(new String(password, UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, UUID id, String owner)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(("outbox " + id + " " + owner).getBytes(UTF_8));
        return cipher;
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }
}
