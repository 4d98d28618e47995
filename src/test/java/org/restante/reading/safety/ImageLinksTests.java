package org.restante.reading.safety;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImageLinksTests {

    private final ImageLinks links = new ImageLinks(new byte[32]);

    @Test
    void readsBackWhatItSigned() {
        String url = "https://a.example/ü?x=1&y=%20";
        assertThat(links.verify(links.sign(url))).isEqualTo(url);
        assertThat(links.link(url)).matches("/remote-images/[A-Za-z0-9_.-]+");
        assertThat(Urls.isOwnPath(links.link(url))).isTrue();
    }

    @Test
    void readsNothingElse() {
        String token = links.sign("https://a.example/");
        String other = links.sign("https://b.example/");
        String mixed = token.split("\\.")[0] + "." + other.split("\\.")[1];
        var foreign = new ImageLinks(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6});
        for (String forged :
                new String[] {
                    mixed, "", ".", "..", "a.b", "!.!", token + ".x", token.substring(1)
                }) {
            assertThat(links.verify(forged)).isNull();
        }
        assertThat(foreign.verify(token)).isNull();
        assertThat(links.verify(ImageLinks.PATH)).isNull();
    }
}
