package org.restante.web;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Gathers a page until it is complete, with the parts that were rendered before as they are. */
final class PageWriter extends PrintWriter {

    private final StringBuilder text = new StringBuilder(8 * 1024);
    private final List<RenderedPart> parts = new ArrayList<>();

    PageWriter() {
        super(Writer.nullWriter());
    }

    void part(RenderedPart part) {
        endText();
        parts.add(part);
    }

    private void endText() {
        if (!text.isEmpty()) {
            parts.add(new RenderedPart(text.toString()));
            text.setLength(0);
        }
    }

    byte[] gzipped() {
        endText();
        Gzip gzip = new Gzip();
        parts.forEach(gzip::add);
        return gzip.finish();
    }

    byte[] plain() {
        endText();
        ByteArrayOutputStream out = new ByteArrayOutputStream(size());
        parts.forEach(part -> out.writeBytes(part.octets()));
        return out.toByteArray();
    }

    /** In octets of what was written so far. */
    int size() {
        endText();
        return parts.stream().mapToInt(part -> part.octets().length).sum();
    }

    @Override
    public void write(int character) {
        text.append((char) character);
    }

    @Override
    public void write(String string) {
        text.append(string);
    }

    @Override
    public void write(String string, int offset, int length) {
        text.append(string, offset, offset + length);
    }

    @Override
    public void write(char[] buffer) {
        text.append(buffer);
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
        text.append(buffer, offset, length);
    }

    /** A page is sent when it is complete. */
    @Override
    public void flush() {}

    @Override
    public void close() {}
}
