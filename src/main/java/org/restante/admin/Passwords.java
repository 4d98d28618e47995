package org.restante.admin;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and compares the passwords of administrators by Argon2id (RFC 9106): 19 MiB, 2 passes.
 *
 * <p>Two at a time, because each costs its memory, and asking costs nothing.
 */
@Component
class Passwords {

    private static final int SALT = 16;
    private static final int HASH = 32;
    private static final int LANES = 1;
    private static final int KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;
    private static final long PATIENCE_SECONDS = 10;

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT, HASH, LANES, KIBIBYTES, PASSES);
    private final Semaphore places = new Semaphore(2, true);
    private final String nobodys = argon2.encode(Token.random().text());

    String hash(String password) {
        return inPlace(() -> argon2.encode(password));
    }

    /** Takes equally long where there is nobody whose password it could be. */
    boolean matches(String password, @Nullable String hash) {
        boolean right = inPlace(() -> argon2.matches(password, hash == null ? nobodys : hash));
        return right && hash != null;
    }

    private <T> T inPlace(Supplier<T> work) {
        try {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new Crowded();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Crowded();
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    /** More people sign in than there are places. */
    static final class Crowded extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Crowded() {
            super("too many passwords are being compared");
        }
    }
}
