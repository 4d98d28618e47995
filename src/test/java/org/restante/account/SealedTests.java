package org.restante.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedTests {

    private static final Account INES = new Account("ines@a.example", "a.example", "ines");
    private final BrowserKey key = BrowserKey.random();
    private final UUID signIn = UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(strings = {"x", " blanks ", "pässwörd 密码 😀", "\u0000\n\""})
    void opensWithTheKeyOnly(String password) {
        String box = Sealed.seal(password, key, INES, signIn);

        assertThat(Sealed.open(box, key, INES, signIn)).contains(password);
        assertThat(Sealed.open(box, BrowserKey.random(), INES, signIn)).isEmpty();
    }

    @Test
    void isBoundToAccountAndSignIn() {
        String box = Sealed.seal("secret", key, INES, signIn);

        assertThat(Sealed.open(box, key, INES, UUID.randomUUID())).isEmpty();
        assertThat(Sealed.open(box, key, new Account("", "a.example", "root"), signIn)).isEmpty();
        assertThat(Sealed.open(box, key, new Account("", "b.example", "ines"), signIn)).isEmpty();
        assertThat(Sealed.open(box, key, new Account("", ".example", "inesa"), signIn)).isEmpty();
    }

    @Test
    void aChangedBitAnywhereClosesItForGood() {
        byte[] box = Base64.getUrlDecoder().decode(Sealed.seal("secret", key, INES, signIn));

        for (int i = 0; i < box.length; i++) {
            box[i] ^= 1;
            assertThat(Sealed.open(text(box), key, INES, signIn)).as("byte " + i).isEmpty();
            box[i] ^= 1;
        }
        assertThat(Sealed.open(text(box), key, INES, signIn)).isPresent();
        for (String other : new String[] {"", "AQ", "%", text(new byte[28])}) {
            assertThat(Sealed.open(other, key, INES, signIn)).isEmpty();
        }
    }

    @Test
    void boxesOfShortPasswordsAreOfOneSizeAndNeverTheSame() {
        String one = Sealed.seal("a", key, INES, signIn);
        String two = Sealed.seal("a", key, INES, signIn);

        assertThat(one)
                .isNotEqualTo(two)
                .hasSameSizeAs(Sealed.seal("x".repeat(60), key, INES, signIn));
    }

    private static String text(byte[] box) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(box);
    }
}
