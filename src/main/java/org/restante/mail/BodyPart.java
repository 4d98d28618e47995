package org.restante.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One node of a message's MIME structure as the server parsed it (RFC 9051, section 7.5.2).
 *
 * @param section the part's number as in {@code BODY[1.2]}; empty for a multipart at the top
 * @param type the media type in lower case, such as {@code text}
 * @param subtype the media subtype in lower case, such as {@code plain}
 * @param parameters of Content-Type, names in lower case, values raw (perhaps RFC 2047 or 2231)
 * @param id Content-ID without angle brackets, or null
 * @param encoding Content-Transfer-Encoding in lower case, {@code 7bit} where the server gave none
 * @param size of the encoded content in octets, 0 for a multipart
 * @param disposition in lower case, such as {@code attachment}, or null
 * @param dispositionParameters names in lower case, values raw
 * @param location Content-Location, or null
 * @param envelope of an embedded message/rfc822, or null
 * @param parts the children of a multipart, or the one root of an embedded message
 */
public record BodyPart(
        String section,
        String type,
        String subtype,
        Map<String, String> parameters,
        @Nullable String id,
        @Nullable String description,
        String encoding,
        long size,
        @Nullable String disposition,
        Map<String, String> dispositionParameters,
        @Nullable String location,
        @Nullable Envelope envelope,
        List<BodyPart> parts) {

    public boolean isMultipart() {
        return type.equals("multipart");
    }

    /** Whether this is {@code type/subtype}; {@code *} stands for any subtype. */
    public boolean is(String type, String subtype) {
        return this.type.equals(type) && (subtype.equals("*") || this.subtype.equals(subtype));
    }

    public String mediaType() {
        return type + "/" + subtype;
    }

    /** This part and all below it, in the order in which they stand in the message. */
    public List<BodyPart> all() {
        List<BodyPart> all = new ArrayList<>();
        visit(all::add);
        return all;
    }

    private void visit(Consumer<BodyPart> visitor) {
        visitor.accept(this);
        parts.forEach(part -> part.visit(visitor));
    }
}
