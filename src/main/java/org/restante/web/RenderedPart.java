package org.restante.web;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.util.IWritableCharSequence;

/**
 * A part of a page that was rendered before. A {@link PageWriter} takes it as it is, deflated
 * already where the browser wants that; any other writer takes its text.
 */
final class RenderedPart implements IWritableCharSequence {

    private final byte[] octets;
    private byte @Nullable [] deflated;

    RenderedPart(String html) {
        this.octets = html.getBytes(StandardCharsets.UTF_8);
    }

    /** In UTF-8. */
    byte[] octets() {
        return octets;
    }

    /** As blocks of DEFLATE that need nothing of what stands before them (RFC 1951). */
    byte[] deflated() {
        byte[] known = deflated;
        if (known == null) {
            known = Gzip.blocks(octets);
            deflated = known; // made twice at worst
        }
        return known;
    }

    @Override
    public void write(Writer writer) throws IOException {
        if (writer instanceof PageWriter page) {
            page.part(this);
        } else {
            writer.write(toString());
        }
    }

    @Override
    public int length() {
        return toString().length();
    }

    @Override
    public char charAt(int index) {
        return toString().charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().subSequence(start, end);
    }

    @Override
    public String toString() {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
