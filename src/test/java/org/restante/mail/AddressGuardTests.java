package org.restante.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FIELD case 14. */
class AddressGuardTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.1.2.3",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.0.170",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b::8.8.8.8",
                "64:ff9b:1::1",
                "100::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "2001::1",
                "2001:0:7f00:1::",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "3fff::1",
                "4000::1",
                "5f00::1",
                "[::1]",
                "[fe80::1]"
            })
    void refusesEveryAddressThatIsNotPublic(String address) {
        assertThatThrownBy(() -> new AddressGuard().resolve(address))
                .isInstanceOf(AddressGuard.AddressRefused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.0.1",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "[2606:4700::1111]",
                "2001:4860:4860::8888",
                "2a00:1450::1",
                "2620:fe::fe"
            })
    void letsPublicAddressesPass(String address) throws UnknownHostException {
        assertThat(new AddressGuard().resolve(address)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "0x7F.0.0.0x1",
                "017700000001",
                "0177.0.0.1",
                "0177.1",
                "127.1",
                "127.0.1",
                "8.8.2056",
                "08.8.8.8",
                "8.8.8.08",
                "8.8.8.256",
                "8.8.8.999",
                "1.2.3.4.5",
                "0x",
                "１２７.0.0.1",
                "①②⑦.0.0.1",
                "127。0。0。1",
                "127.0.0.1.",
                "0",
                "4294967297",
                "8.8.8.8\0.example.org",
                "a b.example",
                "a/b.example",
                "localhost",
                "intranet",
                "[::1%eth0]",
                "fe80::1%1",
                "::1%25lo",
                "[127.0.0.1]",
                "user@host.example",
                "a..example",
                ".example",
                "",
                "%31.example",
                "a\r\nb.example",
                "-.example"
            })
    void refusesEveryOtherSpelling(String host) {
        var guard =
                new AddressGuard(
                        name ->
                                name.equals("127.0.0.1")
                                        ? InetAddress.getAllByName("127.0.0.1")
                                        : InetAddress.getAllByName("8.8.8.8"),
                        AddressGuard::isPublic);
        assertThatThrownBy(() -> guard.resolve(host))
                .isInstanceOf(AddressGuard.AddressRefused.class);
    }

    @Test
    void refusesAnAnswerInWhichOneAddressIsPrivate() {
        var guard =
                new AddressGuard(
                        host ->
                                new InetAddress[] {
                                    InetAddress.getByName("8.8.8.8"),
                                    InetAddress.getByName("10.0.0.1")
                                },
                        AddressGuard::isPublic);
        assertThatThrownBy(() -> guard.resolve("rebind.example"))
                .isInstanceOf(AddressGuard.AddressRefused.class);
    }

    @Test
    void asksTheResolverOnceAndInPunycode() throws UnknownHostException {
        var asked = new AtomicInteger();
        var guard =
                new AddressGuard(
                        host -> {
                            asked.incrementAndGet();
                            assertThat(host).isEqualTo("xn--bcher-kva.example");
                            return InetAddress.getAllByName("8.8.8.8");
                        },
                        AddressGuard::isPublic);
        assertThat(guard.resolve("Bücher.example."))
                .containsExactly(InetAddress.getByName("8.8.8.8"));
        assertThat(asked).hasValue(1);
    }
}
