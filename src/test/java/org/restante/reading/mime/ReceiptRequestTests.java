package org.restante.reading.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptRequestTests {

    private static Optional<ReceiptRequest> request(String header) {
        return ReceiptRequest.of(MessageHeader.of(header.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@far.example",
                "Ann Osei <ann@far.example>",
                "\"Osei, Ann <x@y.example>\" <ann@far.example>",
                "=?UTF-8?Q?Ann=2C_b=40c?= <ann@far.example>",
                "Gr\u00fc\u00dfe <ann@far.example>",
                "(comment)\r\n <ann@far.example>",
            })
    void isToOneAddress(String field) {
        assertThat(request("Disposition-Notification-To: " + field + "\r\n"))
                .map(ReceiptRequest::email)
                .contains("ann@far.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@far.example, b@far.example",
                "A <a@far.example> <b@far.example>",
                "Team: a@far.example;",
                "nobody",
                "",
                "<>",
                "a@far.example\r\nDisposition-Notification-To: b@far.example",
                "a@far.example\r\nDisposition-Notification-Options:"
                        + " signed-receipt-protocol=required,pkcs7-signature",
                "a@far.example\r\nContent-Type: multipart/report; report-type=x",
                "\"a b\"@far.example",
                "a\u0000@far.example",
                "g\u00fc@far.example",
                "a@[127.0.0.1]",
                "a%0d%0aBcc:b@far.example>",
            })
    void isNotOfferedWhereItIsOdd(String field) {
        assertThat(request("Disposition-Notification-To: " + field + "\r\n")).isEmpty();
    }

    @Test
    void anAddressMayHaveDotsAndSigns() {
        assertThat(request("Disposition-Notification-To: a.b-c+d_1@x-y.far.example\r\n"))
                .map(ReceiptRequest::email)
                .contains("a.b-c+d_1@x-y.far.example");
    }

    @Test
    void isComparedWithTheReturnPath() {
        String wanted = "Disposition-Notification-To: ann@far.example\r\n";
        assertThat(request("Return-Path: <Ann@far.example>\r\n" + wanted).orElseThrow().elsewhere())
                .isFalse();
        assertThat(request("Return-Path: <x@far.example>\r\n" + wanted).orElseThrow().elsewhere())
                .isTrue();
        assertThat(request(wanted).orElseThrow().elsewhere()).isTrue();
    }
}
