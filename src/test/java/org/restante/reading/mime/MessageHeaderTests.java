package org.restante.reading.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageHeaderTests {

    private static MessageHeader header(String text) {
        return MessageHeader.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void unfoldsAndKeepsEachFieldOfAName() {
        MessageHeader header =
                header(
                        "Subject: a\r\n\tb\r\nFROM: x@y.example\r\nfrom : z@y.example\r\nbroken\r\n"
                                + "\r\nTo: body@y.example\r\n");
        assertThat(header.only("subject")).isEqualTo("a b");
        assertThat(header.all("From")).isEqualTo(List.of("x@y.example", "z@y.example"));
        assertThat(header.only("From")).isNull();
        assertThat(header.all("To")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx.example; spf=pass; dmarc=fail (p=none) header.from=bank.example",
                "mx.example;\r\n dkim=none;\r\n\tDMARC = Fail",
                "mx.example; dmarc(comment)=fail",
            })
    void believesAServerThatSaysForged(String results) {
        assertThat(header("Authentication-Results: " + results + "\r\n").isForged()).isTrue();
        assertThat(
                        header(
                                        "Authentication-Results: other; dmarc=pass\r\n"
                                                + "Authentication-Results: "
                                                + results
                                                + "\r\n")
                                .isForged())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx.example; dmarc=pass header.from=bank.example",
                "mx.example; spf=fail; dmarc=pass",
                "mx.example; dmarc=none (dmarc=fail)",
                "mx.example; none",
            })
    void otherResultsAreNoForgery(String results) {
        assertThat(header("Authentication-Results: " + results + "\r\n").isForged()).isFalse();
    }
}
