package org.restante.account.store;

import org.jspecify.annotations.Nullable;
import org.restante.mail.LastMarked;
import org.springframework.core.convert.converter.Converter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Session attributes as tagged JSON: {@code {"type": "signed-in", "value": {...}}}.
 *
 * <p>The tag is looked up here and never names a class, so that a row written by an attacker can
 * make nothing but one of our records, or a failure.
 */
final class SessionJson {

    private static final int MAX_BYTES = 256 * 1024;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private SessionJson() {}

    static byte[] write(Object attribute) {
        return switch (require(attribute)) {
            case SignedIn signedIn -> tagged(SignedIn.NAME, signedIn);
            case LastMarked marked -> tagged(LastMarked.NAME, marked);
            default -> throw new IllegalStateException();
        };
    }

    static Object read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new UnreadableSession("too large", null);
        }
        try {
            JsonNode tagged = JSON.readTree(bytes);
            return switch (tagged.path("type").asString("")) {
                case SignedIn.NAME -> JSON.treeToValue(tagged.path("value"), SignedIn.class);
                case LastMarked.NAME -> JSON.treeToValue(tagged.path("value"), LastMarked.class);
                default -> throw new UnreadableSession("unknown type", null);
            };
        } catch (JacksonException | NullPointerException | IllegalArgumentException e) {
            throw new UnreadableSession("not what was written", e);
        }
    }

    /** Refuses at once, where the caller's mistake still has its stack. */
    static Object require(Object attribute) {
        if (attribute instanceof SessionAttribute || attribute instanceof LastMarked) {
            return attribute;
        }
        throw new IllegalArgumentException(
                "a session holds records of SessionAttribute and LastMarked only, not "
                        + attribute.getClass().getName());
    }

    private static byte[] tagged(String type, Object value) {
        var node = JSON.createObjectNode().put("type", type);
        node.set("value", JSON.valueToTree(value));
        return JSON.writeValueAsBytes(node);
    }

    static final class Writer implements Converter<Object, byte[]> {
        @Override
        public byte[] convert(Object source) {
            return write(source);
        }
    }

    static final class Reader implements Converter<byte[], Object> {
        @Override
        public Object convert(byte[] source) {
            return read(source);
        }
    }

    /** A row that nobody of us wrote, or an older or newer release did. */
    static final class UnreadableSession extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnreadableSession(String why, @Nullable Throwable cause) {
            super("session attribute: " + why, cause);
        }
    }
}
