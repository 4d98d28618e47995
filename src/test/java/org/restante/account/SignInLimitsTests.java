package org.restante.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SignInLimitsTests {

    private final AtomicLong now = new AtomicLong(42);
    private final SignInLimits limits = new SignInLimits(now::get);

    @Test
    void waitsDoubleUpToACap() {
        Duration longest = Duration.ZERO;
        Duration before = Duration.ZERO;
        for (int i = 0; i < 20; i++) {
            limits.begin("ines", "2001:db8::" + Integer.toHexString(i * 7) + ":1");
            Duration wait = limits.begin("ines", "198.51.100." + i);
            assertThat(wait).isGreaterThanOrEqualTo(before);
            before = wait;
            longest = wait;
            now.addAndGet(wait.toNanos());
        }
        assertThat(longest).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aThousandAtOnceDoNotSlipThrough() {
        int allowed = 0;
        for (int i = 0; i < 1000; i++) {
            allowed += limits.begin("ines", "198.51.100." + (i % 250)).isZero() ? 1 : 0;
        }
        assertThat(allowed).isEqualTo(5);
    }

    @Test
    void oneClientCannotTryManyAddresses() {
        int allowed = 0;
        for (int i = 0; i < 1000; i++) {
            allowed +=
                    limits.begin("user" + i, "2001:db8::" + Integer.toHexString(i)).isZero()
                            ? 1
                            : 0;
        }
        assertThat(allowed).isEqualTo(20);
    }

    @Test
    void successForgetsTheAddressAndFailuresElsewhereStay() {
        for (int i = 0; i < 4; i++) {
            limits.begin("ines", "198.51.100.1");
        }
        limits.succeeded("ines", "198.51.100.1");

        for (int i = 0; i < 5; i++) {
            assertThat(limits.begin("ines", "198.51.100.1")).isZero();
        }
    }
}
